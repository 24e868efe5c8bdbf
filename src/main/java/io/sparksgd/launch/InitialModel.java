package io.sparksgd.launch;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.features.FittedFeatures;
import io.sparksgd.input.format.KnownSizes;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.train.OptimizerState;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/**
 * The model that a run starts from.
 *
 * @param path of its folder; empty: it is in memory only
 */
public record InitialModel(TrainedModel model, Optional<String> path) {
  private static final String INIT_OPTIMIZER = "model.init-optimizer";
  private static final String KEEP_OPTIMIZER = "model.keep-optimizer";

  /** A model in memory. */
  public static InitialModel of(TrainedModel model) {
    return new InitialModel(model, Optional.empty());
  }

  /**
   * The model that a job names, if it names one; with the optimizer's state if the job continues
   * with it.
   */
  public static Optional<InitialModel> load(JobConfig job, Configuration configuration)
      throws IOException {
    if (job.model().init().isEmpty()) {
      return Optional.empty();
    }
    Path path = new Path(job.model().init().get());
    TrainedModel model =
        job.model().start() == Parts.WEIGHTS
            ? ModelFolder.load(path, configuration)
            : ModelFolder.loadWithOptimizer(path, configuration);
    return Optional.of(new InitialModel(model, job.model().init()));
  }

  /**
   * What is known of the rows of a run: rows of a day that lack a feature or a class are rows of as
   * many as before. Other formats than LIBSVM tell the number of features in every row.
   */
  static KnownSizes known(Optional<InitialModel> initial, Format format) {
    return initial
        .map(InitialModel::model)
        .map(
            model ->
                new KnownSizes(format == Format.LIBSVM ? model.features() : 0, model.classes()))
        .orElse(KnownSizes.NONE);
  }

  /** How its vectors were made of columns; empty when it was trained on vectors. */
  Optional<FittedFeatures> columns() {
    return model.columns();
  }

  private String name() {
    return path.orElse("it");
  }

  double[] weights() {
    return model.weights();
  }

  /**
   * The model, extended by the new categories of a job's rows.
   *
   * @throws IllegalArgumentException if its parameters are not arranged by features
   */
  InitialModel grown(JobConfig job, Optional<FittedFeatures> fitted) {
    return fitted
        .map(
            columns ->
                model.grown(
                    columns, section -> OptimizerState.untouched(job.optimizer().rule(), section)))
        .map(grown -> new InitialModel(grown, path))
        .orElse(this);
  }

  /**
   * Checks that the model has the parameters of an objective.
   *
   * @throws InvalidPlanException otherwise
   */
  void checkLayout(Objective objective) {
    if (model.objective().layout().equals(objective.layout())) {
      return;
    }
    String ofColumns =
        path.isPresent() || columns().isEmpty()
            ? ""
            : "; its features are made of the columns "
                + String.join(", ", columns().get().columns().columns())
                + ", by the first stage of its pipeline()";
    throw new InvalidPlanException(
        words ->
            "Invalid "
                + words.name("model.init")
                + ": "
                + name()
                + " has "
                + model.objective().layout().size()
                + " parameters in another layout (allowed: the "
                + objective.layout().size()
                + " of this model and data)"
                + ofColumns);
  }

  /**
   * What the optimizer remembered at the end of the model's training.
   *
   * @param scale of the features of the run that continues with it
   * @throws InvalidPlanException if that was not kept, or belongs to features in other units
   */
  OptimizerState optimizerState(FeatureScale scale) {
    OptimizerState optimizerState =
        model.optimizer().map(OptimizerState::of).orElseThrow(this::noOptimizer);
    String earlier = optimizerState.featureScale();
    if (!earlier.equals(key(scale))) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + words.name(INIT_OPTIMIZER)
                  + ": "
                  + words.name(Standardization.SCALE)
                  + " is "
                  + key(scale)
                  + " (allowed: "
                  + earlier
                  + ", as in the training of the initial model)");
    }
    return optimizerState;
  }

  private InvalidPlanException noOptimizer() {
    return new InvalidPlanException(
        words ->
            "Invalid "
                + words.name(INIT_OPTIMIZER)
                + ": "
                + path.map(folder -> folder + " has no optimizer.bin")
                    .orElse("the initial model has none")
                + " (allowed: a model of a "
                + (words.name(KEEP_OPTIMIZER).equals(KEEP_OPTIMIZER)
                    ? "job with " + words.set(KEEP_OPTIMIZER, "true")
                    : "fit with " + words.name(KEEP_OPTIMIZER))
                + ")");
  }

  /**
   * Checks that the model's features are those of a job's files, place by place.
   *
   * @throws InvalidPlanException if they come from other columns
   */
  public void checkColumns(JobConfig job) {
    Optional<FeaturesConfig> wanted = job.features();
    Optional<FeaturesConfig> kept = columns().map(FittedFeatures::columns);
    if (wanted.isEmpty() && kept.isEmpty()) {
      sameNames(job.data().features(), model.input().get("features"));
      return;
    }
    if (wanted.isEmpty()) {
      throw new InvalidPlanException(
          "Invalid features: none (allowed: the group features of the job that trained "
              + name()
              + ", whose features are made of the columns "
              + String.join(", ", kept.orElseThrow().columns())
              + ")");
    }
    if (kept.isEmpty()) {
      throw new InvalidPlanException(
          "Invalid model.init: "
              + name()
              + " was trained on vectors (allowed: a model whose features are made of the columns "
              + String.join(", ", wanted.get().columns())
              + ")");
    }
    same("numbers", wanted.get().numbers(), kept.get().numbers());
    same("one-hot", wanted.get().oneHot(), kept.get().oneHot());
    same("hash", wanted.get().hash(), kept.get().hash());
    if (!wanted.get().numbers().isEmpty()) {
      same("scale", key(wanted.get().scale()), key(kept.get().scale()));
    }
    if (!wanted.get().hash().isEmpty()) {
      same("hash-size", wanted.get().hashSize(), kept.get().hashSize());
    }
  }

  private static String key(Enum<?> scale) {
    return scale.name().toLowerCase(Locale.ROOT);
  }

  private void same(String key, Object wanted, Object kept) {
    if (!wanted.equals(kept)) {
      throw new InvalidPlanException(
          "Invalid features."
              + key
              + ": "
              + (wanted.equals(List.of()) ? "none" : wanted)
              + " (allowed: "
              + (kept.equals(List.of()) ? "none" : kept)
              + ", as the model.init "
              + name()
              + " has it)");
    }
  }

  /** Columns of numbers are features by their position; a vector's name does not matter. */
  private void sameNames(List<String> wanted, Object kept) {
    if (kept instanceof List<?> names
        && names.size() > 1
        && wanted.size() > 1
        && !names.equals(wanted)) {
      throw new InvalidPlanException(
          "Invalid data.features: "
              + wanted
              + " (allowed: "
              + names
              + ", in this order, as the model.init "
              + name()
              + " has it)");
    }
  }
}
