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
 * Classification by distributed mini-batch SGD: {@code setModel} chooses {@code logistic} (two
 * classes, the default), {@code softmax} (any number), {@code hinge} (a linear support vector
 * machine), {@code factorization-machine} or {@code mlp} (a multilayer perceptron). Labels are the
 * class numbers 0 .. k-1; of two classes also -1 and 1, which the model then predicts.
 */
public final class SgdClassifier extends SgdEstimator<SgdClassifier, SgdClassificationModel>
    implements ClassifierColumns<SgdClassifier> {
  private static final long serialVersionUID = 1L;

  public SgdClassifier() {
    this(Identifiable$.MODULE$.randomUID("sgdClassifier"));
  }

  public SgdClassifier(String uid) {
    super(uid, "logistic");
    setDefault(rawPredictionCol(), "rawPrediction");
    setDefault(probabilityCol(), "probability");
  }

  /** Starts the fits to come from the weights of a model. */
  public SgdClassifier setInitialModel(SgdClassificationModel model) {
    return startFrom(model.trained());
  }

  @Override
  boolean takes(Objective.Task task) {
    return task != Objective.Task.REGRESSION;
  }

  @Override
  String allowedModels() {
    return "logistic, softmax, hinge; mlp and factorization-machine with such a modelOutput";
  }

  @Override
  StructType columns(StructType schema, JobConfig job) {
    return ClassifierOutput.ofFit(this, job, schema);
  }

  @Override
  SgdClassificationModel create(TrainedModel trained, Optional<TrainingSummary> summary) {
    return new SgdClassificationModel(uid(), trained, summary);
  }

  @Override
  public SgdClassifier copy(ParamMap extra) {
    return copied(defaultCopy(extra));
  }

  /** Reads what {@code write} saved. */
  public static MLReader<SgdClassifier> read() {
    return new DefaultParamsReadable<SgdClassifier>() {}.read();
  }

  /** Loads an estimator. */
  public static SgdClassifier load(String path) {
    return read().load(path);
  }
}
