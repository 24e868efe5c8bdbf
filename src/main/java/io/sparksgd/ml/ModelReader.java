package io.sparksgd.ml;

import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;

/**
 * Loads models: those saved by Spark ML's writers with their Params, those of the command line with
 * the columns that they were trained on.
 */
abstract class ModelReader<M extends SgdModel<M>> extends MLReader<M> {

  /**
   * Loads from a folder of the driver's machine, as a Spark Connect server does. Spark has this
   * method from 4.1 on, so that it overrides nothing before.
   */
  @SuppressWarnings("MissingOverride")
  public final M loadFromLocal(String path) {
    return load(java.nio.file.Path.of(path).toUri().toString());
  }

  @Override
  public final M load(String path) {
    Path folder = new Path(path);
    Configuration configuration = sc().hadoopConfiguration();
    try {
      TrainedModel trained = ModelFolder.loadWithOptimizer(folder, configuration);
      if (!takes(trained.objective().task())) {
        throw new IllegalArgumentException(
            "Invalid model: " + path + " is a " + trained.kind() + " model; " + other());
      }
      Optional<Metadata> metadata = Metadata.read(folder, configuration);
      String uid =
          metadata
              .map(Metadata::uid)
              .orElseGet(() -> Identifiable$.MODULE$.randomUID("sgd-" + trained.kind()));
      M model = create(uid, trained, RunFolder.summary(folder, trained, configuration));
      if (metadata.isPresent()) {
        metadata.get().restore(model);
      } else {
        columns(trained, model);
      }
      return model;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** The columns of the training data, where there was one of vectors. */
  private static void columns(TrainedModel trained, SgdModel<?> model) {
    if (trained.input().get("features") instanceof List<?> columns && columns.size() == 1) {
      model.setFeaturesCol(String.valueOf(columns.get(0)));
    }
    if (trained.input().get("label") instanceof String label) {
      model.setLabelCol(label);
    }
    if (trained.input().get("weight") instanceof String weight) {
      model.setWeightCol(weight);
    }
  }

  abstract boolean takes(Objective.Task task);

  /** Who loads the models that this reader does not. */
  abstract String other();

  abstract M create(String uid, TrainedModel trained, Optional<TrainingSummary> summary);

  /** Reads classifiers. */
  static final class OfClassifiers extends ModelReader<SgdClassificationModel> {
    @Override
    boolean takes(Objective.Task task) {
      return task != Objective.Task.REGRESSION;
    }

    @Override
    String other() {
      return "SgdRegressionModel loads it";
    }

    @Override
    SgdClassificationModel create(
        String uid, TrainedModel trained, Optional<TrainingSummary> summary) {
      SgdClassificationModel model = new SgdClassificationModel(uid, trained, summary);
      return trained.thresholds().length == 0 ? model : model.setThresholds(trained.thresholds());
    }
  }

  /** Reads regression models. */
  static final class OfRegressors extends ModelReader<SgdRegressionModel> {
    @Override
    boolean takes(Objective.Task task) {
      return task == Objective.Task.REGRESSION;
    }

    @Override
    String other() {
      return "SgdClassificationModel loads it";
    }

    @Override
    SgdRegressionModel create(String uid, TrainedModel trained, Optional<TrainingSummary> summary) {
      return new SgdRegressionModel(uid, trained, summary);
    }
  }
}
