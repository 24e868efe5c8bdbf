package io.sparksgd.job;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.ml.FeatureStages;
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
      InputOptions options = options(job, partitions);
      Optional<FeatureStages> stages = fit(spark, job, options);
      if (stages.isPresent()) {
        options = options.withColumns(stages.get());
      }
      TrainingInput rows =
          TrainingReader.read(spark, job.data().train(), job.data().validation(), options);
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

  /** The rows. */
  TrainingInput rows() {
    return rows;
  }

  /** A model of this input. */
  TrainedModel model(JobConfig job, double[] weights) {
    TrainedModel model =
        new TrainedModel(
            job.model().spec(),
            job.model().intercept(),
            rows.features(),
            rows.classes(),
            weights,
            description(job));
    return fitted.map(model::withColumns).orElse(model);
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

  private static InputOptions options(JobConfig job, OptionalInt partitions) {
    DataConfig data = job.data();
    boolean quarantine = data.badRows() == BadRows.QUARANTINE;
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
        data.badRows(),
        quarantine ? Optional.of(job.output() + "-bad-rows") : Optional.empty(),
        data.csvHeader(),
        data.delimiter(),
        LabelRule.of(job.model().spec()),
        Optional.empty());
  }
}
