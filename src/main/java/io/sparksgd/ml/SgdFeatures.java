package io.sparksgd.ml;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.input.format.MakeVector;
import io.sparksgd.ml.params.JobParams;
import io.sparksgd.model.SealedJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Makes the feature vectors of a model that a job with the group {@code features} trained: the
 * first stage of {@code model.pipeline()}. All that it knows is text in a Param: loading it runs no
 * code.
 */
public final class SgdFeatures extends Transformer
    implements InvalidRows<SgdFeatures>, DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String uid;

  /** A transformer without columns, as Spark Connect looks it up. */
  public SgdFeatures() {
    this(Identifiable$.MODULE$.randomUID("sgd-features"));
  }

  /** A transformer whose Params are set later, as Spark loads it. */
  public SgdFeatures(String uid) {
    this.uid = uid;
    setDefault(outputCol(), "features");
    setDefault(handleInvalid(), "error");
  }

  /** The transformer of what was fitted. */
  static SgdFeatures of(FittedFeatures fitted, String outputCol, String handleInvalid) {
    SgdFeatures stage = new SgdFeatures();
    stage.set(stage.fitted(), json(fitted));
    return stage.setOutputCol(outputCol).setHandleInvalid(handleInvalid);
  }

  private static String json(FittedFeatures fitted) {
    try {
      ObjectNode json = JSON.valueToTree(fitted.toMap());
      SealedJson.seal(json);
      return JSON.writeValueAsString(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FittedFeatures features() {
    if (!isSet(fitted())) {
      throw new IllegalArgumentException(
          "Invalid fitted: none (allowed: the first stage of a model's pipeline())");
    }
    byte[] bytes = getOrDefault(fitted()).getBytes(StandardCharsets.UTF_8);
    try {
      ObjectNode json = SealedJson.read(new ByteArrayInputStream(bytes), uid + ", Param fitted");
      return FittedFeatures.fromMap(JSON.convertValue(json, Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  @Override
  public String uid() {
    return uid;
  }

  /** What was fitted, as a model's {@code model.json} has it under {@code columns}. */
  public Param<String> fitted() {
    return new Param<>(
        this, "fitted", "columns, means, deviations and categories, as JSON with a checksum");
  }

  /** Added column of vectors. */
  public Param<String> outputCol() {
    return new Param<>(this, "outputCol", "added column of feature vectors");
  }

  public SgdFeatures setOutputCol(String value) {
    return JobParams.put(this, outputCol(), value);
  }

  public String getOutputCol() {
    return getOrDefault(outputCol());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    FittedFeatures fitted = features();
    StructType schema = transformSchema(dataset.schema());
    Column[] columns =
        fitted.columns().columns().stream()
            .map(name -> dataset.col(Columns.quoted(name)))
            .toArray(Column[]::new);
    HandleInvalid rule = HandleInvalid.of(getHandleInvalid());
    Dataset<Row> rows =
        dataset.withColumn(
            getOutputCol(),
            functions
                .udf(
                    new MakeVector(fitted, rule, dataset.sparkSession().sparkContext()),
                    SQLDataTypes.VectorType())
                .apply(functions.struct(columns)),
            schema.apply(getOutputCol()).metadata());
    return rule == HandleInvalid.SKIP
        ? rows.filter(rows.col(Columns.quoted(getOutputCol())).isNotNull())
        : rows;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FittedFeatures fitted = features();
    fitted.columns().numbers().forEach(name -> Columns.cell(schema, "features.numbers", name));
    fitted.columns().oneHot().forEach(name -> Columns.cell(schema, "features.one-hot", name));
    fitted.columns().hash().forEach(name -> Columns.cell(schema, "features.hash", name));
    return Columns.append(
        schema,
        "outputCol",
        new StructField(
            getOutputCol(),
            SQLDataTypes.VectorType(),
            true,
            new AttributeGroup(getOutputCol(), fitted.size()).toMetadata()));
  }

  @Override
  public SgdFeatures copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads what {@code write} wrote. */
  public static MLReader<SgdFeatures> read() {
    return new DefaultParamsReadable<SgdFeatures>() {}.read();
  }

  /** Loads what was saved. */
  public static SgdFeatures load(String path) {
    return read().load(path);
  }
}
