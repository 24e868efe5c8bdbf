package io.sparksgd.ml;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.spark.input.FeatureColumns;
import io.sparksgd.spark.model.FittedFeatures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StandardScalerModel;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.StringIndexerModel;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * From columns to feature vectors by Spark ML's own transformers. What is fitted is plain numbers
 * and texts ({@link FittedFeatures}), which a model's folder keeps; the transformers are made of
 * them anew, so that no class is ever loaded by a name that a file gives.
 */
public final class FeatureStages implements FeatureColumns {
  private static final String PREFIX = "_sgd_stage_";

  private final FittedFeatures fitted;

  /** The stages of what was fitted. */
  public FeatureStages(FittedFeatures fitted) {
    this.fitted = fitted;
  }

  /**
   * Fits to rows. Means and deviations are rounded to floats: the last bits of their sums depend on
   * the order in which partitions finish, and must not decide a run.
   *
   * @param rows with the columns; those of numbers as doubles, null where there is none
   */
  public static FeatureStages fit(FeaturesConfig columns, Dataset<Row> rows) {
    List<Double> means = List.of();
    List<Double> deviations = List.of();
    if (columns.scale() != Scale.NONE) {
      StandardScalerModel scaler = scaler(columns.numbers(), rows);
      means = columns.scale() == Scale.STANDARD ? floats(scaler.mean()) : List.of();
      deviations = floats(scaler.std());
    }
    return new FeatureStages(
        new FittedFeatures(columns, means, deviations, categories(columns.oneHot(), rows)));
  }

  /** Fitted to the rows in which all the numbers are finite. */
  private static StandardScalerModel scaler(List<String> numbers, Dataset<Row> rows) {
    String[] columns = numbers.toArray(new String[0]);
    String assembled = PREFIX + "numbers";
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(columns)
            .setOutputCol(assembled)
            .transform(finite(rows, numbers));
    if (vectors.isEmpty()) {
      // Whoever reads the rows says what is wrong with them.
      Vector zeros = Vectors.zeros(columns.length);
      return new StandardScalerModel(PREFIX, zeros, zeros);
    }
    return new StandardScaler().setInputCol(assembled).fit(vectors);
  }

  private static Dataset<Row> finite(Dataset<Row> rows, List<String> numbers) {
    Dataset<Row> kept = rows;
    for (String number : numbers) {
      Column column = functions.col("`" + number.replace("`", "``") + "`");
      kept = kept.filter(functions.abs(column).lt(Double.POSITIVE_INFINITY));
    }
    return kept;
  }

  private static List<Double> floats(Vector values) {
    return Arrays.stream(values.toArray()).mapToObj(value -> (double) (float) value).toList();
  }

  private static List<List<String>> categories(List<String> columns, Dataset<Row> rows) {
    if (columns.isEmpty()) {
      return List.of();
    }
    StringIndexerModel indexer =
        new StringIndexer()
            .setInputCols(columns.toArray(new String[0]))
            .setOutputCols(names("index", columns.size()))
            .setHandleInvalid("keep")
            .fit(rows);
    return Arrays.stream(indexer.labelsArray()).map(Arrays::asList).toList();
  }

  private static String[] names(String stage, int count) {
    return IntStream.range(0, count).mapToObj(i -> PREFIX + stage + i).toArray(String[]::new);
  }

  /** What was fitted. */
  public FittedFeatures fitted() {
    return fitted;
  }

  @Override
  public FeaturesConfig columns() {
    return fitted.columns();
  }

  @Override
  public int size() {
    return fitted.size();
  }

  @Override
  public Dataset<Row> add(Dataset<Row> rows, List<String> numbers, String vectors) {
    List<String> kept = new ArrayList<>(Arrays.asList(rows.columns()));
    kept.add(vectors);
    Dataset<Row> made = pipeline(rows.sparkSession(), numbers, vectors).transform(rows);
    return made.drop(
        Arrays.stream(made.columns()).filter(name -> !kept.contains(name)).toArray(String[]::new));
  }

  /** The transformers. */
  PipelineModel pipeline(SparkSession spark, List<String> numbers, String vectors) {
    List<Transformer> stages = new ArrayList<>();
    List<String> parts = new ArrayList<>();
    addNumbers(stages, parts, numbers);
    addCategories(stages, parts, spark);
    addHashes(stages, parts);
    stages.add(
        new VectorAssembler()
            .setInputCols(parts.toArray(new String[0]))
            .setOutputCol(vectors)
            .setHandleInvalid("keep"));
    return new PipelineModel("sgd-features", stages);
  }

  private void addNumbers(List<Transformer> stages, List<String> parts, List<String> numbers) {
    Scale scale = columns().scale();
    if (numbers.isEmpty() || scale == Scale.NONE) {
      parts.addAll(numbers);
      return;
    }
    String assembled = PREFIX + "numbers";
    stages.add(
        new VectorAssembler()
            .setInputCols(numbers.toArray(new String[0]))
            .setOutputCol(assembled)
            .setHandleInvalid("keep"));
    String scaled = PREFIX + "scaled";
    StandardScalerModel scaler =
        new StandardScalerModel(
            "sgd-scaler",
            vector(fitted.deviations()),
            scale == Scale.STANDARD ? vector(fitted.means()) : Vectors.zeros(numbers.size()));
    scaler.setInputCol(assembled).setOutputCol(scaled);
    scaler.set(scaler.withMean(), scale == Scale.STANDARD);
    stages.add(scaler);
    parts.add(scaled);
  }

  private static Vector vector(List<Double> values) {
    return Vectors.dense(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private void addCategories(List<Transformer> stages, List<String> parts, SparkSession spark) {
    List<String> columns = columns().oneHot();
    if (columns.isEmpty()) {
      return;
    }
    String[] indices = names("index", columns.size());
    String[] places = names("places", columns.size());
    StringIndexerModel indexer =
        new StringIndexerModel(
                fitted.categories().stream()
                    .map(names -> names.toArray(new String[0]))
                    .toArray(String[][]::new))
            .setInputCols(columns.toArray(new String[0]))
            .setOutputCols(indices)
            .setHandleInvalid("keep");
    stages.add(indexer);
    StructType texts = new StructType();
    for (String column : columns) {
      texts = texts.add(column, DataTypes.StringType);
    }
    // The last index is that of categories that were not there, which has no place. The number of
    // indices is in the metadata of their columns: this needs no rows.
    stages.add(
        new OneHotEncoder()
            .setInputCols(indices)
            .setOutputCols(places)
            .setDropLast(true)
            .fit(indexer.transform(spark.createDataFrame(List.<Row>of(), texts))));
    parts.addAll(List.of(places));
  }

  private void addHashes(List<Transformer> stages, List<String> parts) {
    String[] columns = columns().hash().toArray(new String[0]);
    if (columns.length > 0) {
      String hashed = PREFIX + "hashed";
      stages.add(
          new FeatureHasher()
              .setInputCols(columns)
              .setCategoricalCols(columns)
              .setNumFeatures(columns().hashSize())
              .setOutputCol(hashed));
      parts.add(hashed);
    }
  }
}
