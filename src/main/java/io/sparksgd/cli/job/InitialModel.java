package io.sparksgd.cli.job;

import io.sparksgd.cli.folder.WrongInputException;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.train.OptimizerMemory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** The model that a job starts from: its features must be those of the job, place by place. */
final class InitialModel {
  private InitialModel() {}

  /**
   * The model, if the job names one; with the optimizer's state if the job continues with it.
   *
   * @throws WrongInputException if its features come from other columns
   */
  static Optional<TrainedModel> load(JobConfig job, Configuration configuration)
      throws IOException, WrongInputException {
    if (job.model().init().isEmpty()) {
      return Optional.empty();
    }
    String path = job.model().init().get();
    TrainedModel model =
        job.model().start() == Parts.WEIGHTS
            ? ModelFolder.load(new Path(path), configuration)
            : ModelFolder.loadWithOptimizer(new Path(path), configuration);
    check(job, model, path);
    return Optional.of(model);
  }

  /** The model, extended by the new categories of the job's rows. */
  static TrainedModel grown(JobConfig job, TrainedModel model, Optional<FittedFeatures> fitted)
      throws WrongInputException {
    if (fitted.isEmpty()) {
      return model;
    }
    try {
      return model.grown(
          fitted.get(), section -> OptimizerMemory.untouched(job.optimizer().rule(), section));
    } catch (IllegalArgumentException e) {
      throw new WrongInputException(e.getMessage());
    }
  }

  /** Checks that the model's features are those of the job. */
  static void check(JobConfig job, TrainedModel model, String path) throws WrongInputException {
    Optional<FeaturesConfig> wanted = job.features();
    Optional<FeaturesConfig> kept = model.columns().map(FittedFeatures::columns);
    if (wanted.isEmpty() && kept.isEmpty()) {
      columns(job.data().features(), model.input().get("features"), path);
      return;
    }
    if (wanted.isEmpty()) {
      throw new WrongInputException(
          "Invalid features: none (allowed: the group features of the job that trained "
              + path
              + ", whose features are made of the columns "
              + String.join(", ", kept.orElseThrow().columns())
              + ")");
    }
    if (kept.isEmpty()) {
      throw new WrongInputException(
          "Invalid model.init: "
              + path
              + " was trained on vectors (allowed: a model whose features are made of the columns "
              + String.join(", ", wanted.get().columns())
              + ")");
    }
    same("numbers", wanted.get().numbers(), kept.get().numbers(), path);
    same("one-hot", wanted.get().oneHot(), kept.get().oneHot(), path);
    same("hash", wanted.get().hash(), kept.get().hash(), path);
    if (!wanted.get().numbers().isEmpty()) {
      same("scale", key(wanted.get().scale()), key(kept.get().scale()), path);
    }
    if (!wanted.get().hash().isEmpty()) {
      same("hash-size", wanted.get().hashSize(), kept.get().hashSize(), path);
    }
  }

  private static String key(FeaturesConfig.Scale scale) {
    return scale.name().toLowerCase(Locale.ROOT);
  }

  private static void same(String key, Object wanted, Object kept, String path)
      throws WrongInputException {
    if (!wanted.equals(kept)) {
      throw new WrongInputException(
          "Invalid features."
              + key
              + ": "
              + (wanted.equals(List.of()) ? "none" : wanted)
              + " (allowed: "
              + (kept.equals(List.of()) ? "none" : kept)
              + ", as the model.init "
              + path
              + " has it)");
    }
  }

  /** Columns of numbers are features by their position; a vector's name does not matter. */
  private static void columns(List<String> wanted, Object kept, String path)
      throws WrongInputException {
    if (kept instanceof List<?> names
        && names.size() > 1
        && wanted.size() > 1
        && !names.equals(wanted)) {
      throw new WrongInputException(
          "Invalid data.features: "
              + wanted
              + " (allowed: "
              + names
              + ", in this order, as the model.init "
              + path
              + " has it)");
    }
  }
}
