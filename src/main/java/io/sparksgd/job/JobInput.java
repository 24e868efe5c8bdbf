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
          spark,
          job.data().train(),
          job.data().validation(),
          options(job, partitions, Optional.of(job.output() + "-bad-rows")));
    } finally {
      progress.close();
    }
  }

  /**
   * Reads about this many rows, from the beginnings of some splits, and writes nothing.
   *
   * @param partitions of the packed rows
   */
  static TrainingInput excerpt(
      SparkSession spark, JobConfig job, int partitions, long rows, PrintStream err)
      throws InputException {
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      return TrainingReader.excerpt(
          spark,
          job.data().train(),
          job.data().validation(),
          options(job, OptionalInt.of(partitions), Optional.empty()),
          rows);
    } finally {
      progress.close();
    }
  }

  /** Reads all rows, and writes nothing. */
  static TrainingInput readOnly(SparkSession spark, JobConfig job, int partitions, PrintStream err)
      throws InputException {
    ReadProgress progress = ReadProgress.of(spark.sparkContext(), err);
    try {
      return TrainingReader.read(
          spark,
          job.data().train(),
          job.data().validation(),
          options(job, OptionalInt.of(partitions), Optional.empty()));
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
        LabelRule.of(job.model().spec()));
  }
}
