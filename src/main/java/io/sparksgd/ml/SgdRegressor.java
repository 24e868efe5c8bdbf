package io.sparksgd.ml;

import io.sparksgd.config.JobConfig;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import java.util.Optional;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReadable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.StructType;

/**
 * Regression by distributed mini-batch SGD: {@code setModel} chooses {@code linear} (least squares,
 * the default), {@code huber}, {@code quantile}, {@code poisson}, {@code factorization-machine} or
 * {@code mlp} (a multilayer perceptron); the last two with {@code setModelOutput}.
 */
public final class SgdRegressor extends SgdEstimator<SgdRegressor, SgdRegressionModel> {
  private static final long serialVersionUID = 1L;

  public SgdRegressor() {
    this(Identifiable$.MODULE$.randomUID("sgdRegressor"));
  }

  public SgdRegressor(String uid) {
    super(uid, "linear");
  }

  /** Starts the fits to come from the weights of a model. */
  public SgdRegressor setInitialModel(SgdRegressionModel model) {
    return startFrom(model.trained());
  }

  @Override
  boolean takes(Objective.Task task) {
    return task == Objective.Task.REGRESSION;
  }

  @Override
  String allowedModels() {
    return "linear, huber, quantile, poisson; mlp and factorization-machine with such a"
        + " modelOutput";
  }

  @Override
  StructType columns(StructType schema, JobConfig job) {
    FitColumns.check(this, schema);
    return Columns.append(schema, "predictionCol", Columns.numbers(getPredictionCol()));
  }

  @Override
  SgdRegressionModel create(TrainedModel trained, Optional<TrainingSummary> summary) {
    return new SgdRegressionModel(uid(), trained, summary);
  }

  @Override
  public SgdRegressor copy(ParamMap extra) {
    return copied(defaultCopy(extra));
  }

  /** Reads what {@code write} saved. */
  public static MLReader<SgdRegressor> read() {
    return new DefaultParamsReadable<SgdRegressor>() {}.read();
  }

  /** Loads an estimator. */
  public static SgdRegressor load(String path) {
    return read().load(path);
  }
}
