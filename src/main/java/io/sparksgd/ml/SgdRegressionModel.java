package io.sparksgd.ml;

import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.score.VectorScorer;
import java.util.Optional;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** A regression model that {@link SgdRegressor} fitted, or the command line. */
public final class SgdRegressionModel extends SgdModel<SgdRegressionModel> {
  private static final long serialVersionUID = 1L;

  /**
   * A model that has learnt nothing: a Spark Connect server looks models up by a service loader,
   * which wants such a constructor and never calls it.
   */
  public SgdRegressionModel() {
    this("", TrainedModel.untrained(new ModelSpec.Linear()), Optional.empty());
  }

  SgdRegressionModel(String uid, TrainedModel trained, Optional<TrainingSummary> summary) {
    super(uid, trained, summary);
  }

  @Override
  public double predict(Vector features) {
    return scorer().prediction(scorer().raw(features));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType schema = transformSchema(dataset.schema());
    HandleInvalid rule = HandleInvalid.of(getHandleInvalid());
    Dataset<Row> rows = Score.valid(dataset.toDF(), getFeaturesCol(), rule);
    if (getPredictionCol().isEmpty()) {
      return rows;
    }
    VectorScorer byRow = VectorScorer.of(dataset.sparkSession().sparkContext(), trained());
    return new Score(byRow, Score.Input.FEATURES, null, rule)
        .add(rows, Score.Output.PREDICTION, getFeaturesCol(), schema, getPredictionCol());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    Columns.vector(schema, "featuresCol", getFeaturesCol());
    Columns.width(schema, getFeaturesCol(), numFeatures());
    StructType all = Columns.append(schema, "predictionCol", Columns.numbers(getPredictionCol()));
    return getHandleInvalid().equals("keep") ? Columns.nullable(schema, all) : all;
  }

  @Override
  public SgdRegressionModel copy(ParamMap extra) {
    SgdRegressionModel copy = new SgdRegressionModel(uid(), trained(), optionalSummary());
    copy.setParent(parent());
    return copyValues(copy, extra);
  }

  /** Reads models of {@code write} and of the command line. */
  public static MLReader<SgdRegressionModel> read() {
    return new ModelReader.OfRegressors();
  }

  /** Loads a model that was saved here or trained by the command line. */
  public static SgdRegressionModel load(String path) {
    return read().load(path);
  }
}
