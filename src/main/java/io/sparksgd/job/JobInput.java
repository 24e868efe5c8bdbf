package io.sparksgd.job;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.DataConfig;
import io.sparksgd.config.JobConfig;
import io.sparksgd.spark.input.InputException;
import io.sparksgd.spark.input.InputOptions;
import io.sparksgd.spark.input.LabelRule;
import io.sparksgd.spark.input.TrainingInput;
import io.sparksgd.spark.input.TrainingReader;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.sql.SparkSession;

/** From a job's {@code data} group to packed rows. */
final class JobInput {
  private JobInput() {}

  /**
   * Reads, and shows on {@code err} how far it is.
   *
   * @param partitions of the packed rows; empty: by the cores of the cluster
   */
  static TrainingInput read(
      SparkSession spark, JobConfig job, OptionalInt partitions, PrintStream err)
      throws InputException {
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      return TrainingReader.read(
          spark, job.data().train(), job.data().validation(), options(job, partitions));
    } finally {
      progress.close();
    }
  }

  /** The keys of the {@code data} group that a model needs to read other data the same way. */
  static Map<String, Object> description(JobConfig job) {
    DataConfig data = job.data();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", data.format().key());
    map.put("label", data.label());
    map.put("features", data.features());
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
        LabelRule.of(job.model().spec()));
  }
}
