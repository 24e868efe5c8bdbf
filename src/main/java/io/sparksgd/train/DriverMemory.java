package io.sparksgd.train;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.TooManyParametersException;
import io.sparksgd.message.Message;
import io.sparksgd.message.Wording;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import java.util.Collections;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;

/**
 * Checks whether the heap of this process can hold the vectors of a run: those of the driver and,
 * in local mode, those of the tasks.
 */
public final class DriverMemory {
  private final JobConfig job;
  private final Objective objective;
  private final int features;

  private DriverMemory(JobConfig job, Objective objective, int features) {
    this.job = job;
    this.objective = objective;
    this.features = features;
  }

  /**
   * Checks, before any data is read, the model size as far as the job file gives it.
   *
   * @throws InvalidPlanException if the driver's vectors alone need more than the heap
   */
  public static void check(JobConfig job) {
    if (job.model().spec() instanceof ModelSpec.Custom) {
      return;
    }
    int vectors = job.data().numFeatures().orElse(1);
    int features = Math.max(1, job.features().map(DriverMemory::least).orElse(vectors));
    int classes = job.model().classes().orElse(2);
    DriverMemory memory = new DriverMemory(job, objective(job, features, classes), features);
    memory.check(memory.need().driver());
  }

  /**
   * Builds the objective of a job for its data.
   *
   * @throws InvalidPlanException if the settings do not fit these sizes, or if it has more
   *     parameters than an array holds; then the message names the settings and numbers that make
   *     so many
   */
  public static Objective objective(JobConfig job, int features, int classes) {
    try {
      return job.model().spec().build(features, classes, job.model().intercept());
    } catch (TooManyParametersException e) {
      throw new InvalidPlanException(
          words ->
              "Invalid model size: "
                  + e.parameters()
                  + " parameters, of "
                  + sourceOf(job, features, words)
                  + sourcesOf(job.model().spec(), classes, words)
                  + " "
                  + TooManyParametersException.allowed(),
          e);
    } catch (IllegalArgumentException e) {
      throw new InvalidPlanException(Message.of(e.getMessage()), e);
    }
  }

  private static String sourceOf(JobConfig job, int features, Wording words) {
    boolean isGiven =
        words.has("data.num-features") && job.data().numFeatures().equals(OptionalInt.of(features));
    return hashed(job, features, words)
        .orElse(
            isGiven ? words.name("data.num-features") + ": " + features : features + " features");
  }

  /** The setting of hashed columns, if it makes most of the features. */
  private static Optional<String> hashed(JobConfig job, int features, Wording words) {
    return job.features()
        .map(FeaturesConfig::places)
        .filter(places -> places > features / 2)
        .map(places -> words.name("features.hash-size") + ": " + places);
  }

  private static String sourcesOf(ModelSpec spec, int classes, Wording words) {
    if (spec instanceof ModelSpec.Mlp network) {
      return " and " + words.name("model.hidden") + ": " + network.hidden();
    }
    String ofClasses =
        spec.task() == Objective.Task.MULTICLASS
            ? " and " + words.name("model.classes") + ": " + classes
            : "";
    return spec instanceof ModelSpec.FactorizationMachine machine
        ? " and " + words.name("model.factors") + ": " + machine.factors() + ofClasses
        : ofClasses;
  }

  /** The number of features that columns have whatever the data. */
  private static int least(FeaturesConfig columns) {
    return (int) Math.min(ParameterLayout.MOST, columns.numbers().size() + (long) columns.places());
  }

  /**
   * Checks that the vectors of a run fit the heap, before its first step. A single wrong index in
   * the data would ask for a model of billions of weights.
   *
   * @param features that the model has
   * @throws InvalidPlanException if the run's vectors need more than the heap
   */
  public static void check(JobConfig job, Objective objective, int features, BlockSet rows) {
    DriverMemory memory = new DriverMemory(job, objective, features);
    HeapNeed need = memory.need();
    SparkContext context = rows.rdd().context();
    memory.check(
        context.isLocal() ? both(need, rows, context.defaultParallelism()) : need.driver());
  }

  /**
   * For a plan that does not fit the rows, the need of the driver: the trainer refuses the plan.
   */
  private static long both(HeapNeed need, BlockSet rows, int cores) {
    try {
      return need.both(rows, Math.max(1, cores));
    } catch (InvalidPlanException unfit) {
      return need.driver();
    }
  }

  private HeapNeed need() {
    try {
      return new HeapNeed(TrainingPlan.of(job, objective, Optional.empty()));
    } catch (IllegalArgumentException e) {
      throw new InvalidPlanException(
          words ->
              size(words)
                  + ", more than a Java array of bytes holds (allowed: fewer; as float32, by "
                  + words.name("compression.kind")
                  + " and "
                  + words.name("compression.broadcast")
                  + ", a parameter takes half"
                  + ofWrongIndices(words)
                  + ")");
    }
  }

  private void check(long needed) {
    long heap = Runtime.getRuntime().maxMemory();
    if (needed > heap) {
      throw new InvalidPlanException(
          words ->
              size(words)
                  + ", which need "
                  + megabytes(needed)
                  + " MB or more of the driver's "
                  + megabytes(heap)
                  + " "
                  + allowed(words));
    }
  }

  private static long megabytes(long bytes) {
    return bytes >> 20;
  }

  /** The setting or number that makes the model large. */
  private String size(Wording words) {
    return "Invalid "
        + (isOfFeatures() ? featuresOf(words) : keyOfModel(words))
        + " makes "
        + objective.layout().size()
        + " parameters";
  }

  private String allowed(Wording words) {
    return "(allowed: what fits; spark.driver.memory, or SGD_DRIVER_MEMORY of scripts/sgd, gives"
        + " the driver more"
        + ofWrongIndices(words)
        + ")";
  }

  private String ofWrongIndices(Wording words) {
    return isOfFeatures() && job.features().isEmpty() && words.has("data.num-features")
        ? "; "
            + words.name("data.num-features")
            + " makes rows with larger indices bad rows, named by file and line"
        : "";
  }

  private boolean isOfFeatures() {
    return features > sizeOfModel();
  }

  private String featuresOf(Wording words) {
    return hashed(job, features, words).orElse("number of features: " + features);
  }

  /** The largest number of the model's settings. */
  private int sizeOfModel() {
    return Math.max(largestOfLayers(), objective.outputs());
  }

  private int largestOfLayers() {
    ModelSpec spec = job.model().spec();
    if (spec instanceof ModelSpec.FactorizationMachine machine) {
      return machine.factors();
    }
    return spec instanceof ModelSpec.Mlp network ? Collections.max(network.hidden()) : 0;
  }

  private String keyOfModel(Wording words) {
    if (largestOfLayers() < objective.outputs()) {
      return words.name("model.classes") + ": " + objective.outputs();
    }
    return job.model().spec() instanceof ModelSpec.Mlp network
        ? words.name("model.hidden") + ": " + network.hidden()
        : words.name("model.factors") + ": " + largestOfLayers();
  }
}
