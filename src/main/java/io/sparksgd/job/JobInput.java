package io.sparksgd.job;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.config.ModelConfig.Parts;
import io.sparksgd.ml.FeatureStages;
import io.sparksgd.spark.TrainingResult;
import io.sparksgd.spark.input.InputException;
import io.sparksgd.spark.input.InputOptions;
import io.sparksgd.spark.input.LabelRule;
import io.sparksgd.spark.input.TrainingInput;
import io.sparksgd.spark.input.TrainingReader;
import io.sparksgd.spark.model.FittedFeatures;
import io.sparksgd.spark.model.TrainedModel;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.spark.sql.SparkSession;

/**
 * From a job's {@code data} group to packed rows, and from its {@code features} to their vectors.
 */
final class JobInput implements AutoCloseable {
  private final TrainingInput rows;
  private final Optional<FittedFeatures> fitted;

  private JobInput(TrainingInput rows, Optional<FittedFeatures> fitted) {
    this.rows = rows;
    this.fitted = fitted;
  }

  /**
   * Reads, and shows on {@code err} how far it is.
   *
   * @param partitions of the packed rows; empty: by the cores of the cluster
   */
  static JobInput read(SparkSession spark, JobConfig job, OptionalInt partitions, PrintStream err)
      throws InputException {
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      InputOptions options = options(job, partitions, Optional.of(BadRowsFolder.of(job.output())));
      Optional<FeatureStages> stages = fit(spark, job, options);
      TrainingInput rows =
          TrainingReader.read(
              spark, job.data().train(), job.data().validation(), with(stages, options));
      return new JobInput(rows, stages.map(FeatureStages::fitted));
    } finally {
      progress.close();
    }
  }

  private static Optional<FeatureStages> fit(
      SparkSession spark, JobConfig job, InputOptions options) throws InputException {
    if (job.features().isEmpty()) {
      return Optional.empty();
    }
    FeaturesConfig features = job.features().get();
    return Optional.of(
        FeatureStages.fit(
            features, TrainingReader.columns(spark, job.data().train(), options, features)));
  }

  private static InputOptions with(Optional<FeatureStages> stages, InputOptions options) {
    return stages.map(options::withColumns).orElse(options);
  }

  /**
   * Reads for a plan: writes nothing.
   *
   * @param partitions of the packed rows
   * @param rows about as many, from the beginnings of some splits; empty: all
   */
  static TrainingInput readOnly(
      SparkSession spark, JobConfig job, int partitions, OptionalLong rows, PrintStream err)
      throws InputException {
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      InputOptions plain = options(job, OptionalInt.of(partitions), Optional.empty());
      InputOptions options = with(fit(spark, job, plain), plain);
      DataConfig data = job.data();
      return rows.isPresent()
          ? TrainingReader.excerpt(
              spark, data.train(), data.validation(), options, rows.getAsLong())
          : TrainingReader.read(spark, data.train(), data.validation(), options);
    } finally {
      progress.close();
    }
  }

  /** The rows. */
  TrainingInput rows() {
    return rows;
  }

  /** A model of this input. */
  TrainedModel model(JobConfig job, TrainingResult.Weights weights) {
    TrainedModel model =
        new TrainedModel(
            job.model().spec(),
            job.model().intercept(),
            rows.features(),
            rows.classes(),
            weights.kept(),
            description(job));
    if (fitted.isPresent()) {
      model = model.withColumns(fitted.get());
    }
    return job.model().kept() == Parts.WITH_OPTIMIZER && weights.memory().isPresent()
        ? model.withOptimizer(weights.memory().get().state())
        : model;
  }

  @Override
  public void close() {
    rows.close();
  }

  /** The keys of the {@code data} group that a model needs to read other data the same way. */
  private static Map<String, Object> description(JobConfig job) {
    DataConfig data = job.data();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", data.format().key());
    map.put("label", data.label());
    if (job.features().isEmpty()) {
      map.put("features", data.features());
    }
    data.weight().ifPresent(weight -> map.put("weight", weight));
    map.put("index-base", data.indexBase().name());
    map.put("header", data.csvHeader().name());
    map.put("delimiter", data.delimiter());
    return map;
  }

  /**
   * How to read.
   *
   * @param quarantine where bad rows go; empty: they are left out in place of it
   */
  private static InputOptions options(
      JobConfig job, OptionalInt partitions, Optional<String> quarantine) {
    DataConfig data = job.data();
    boolean drops = data.badRows() == BadRows.QUARANTINE && quarantine.isEmpty();
    return new InputOptions(
        data.format(),
        data.label(),
        data.features(),
        data.weight(),
        data.indexBase(),
        data.numFeatures(),
        job.model().classes(),
        partitions,
        data.precision(),
        drops ? BadRows.DROP : data.badRows(),
        data.badRows() == BadRows.QUARANTINE ? quarantine : Optional.empty(),
        data.csvHeader(),
        data.delimiter(),
        LabelRule.of(job.model().spec()),
        Optional.empty());
  }
}
