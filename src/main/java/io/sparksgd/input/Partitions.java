package io.sparksgd.input;

import io.sparksgd.input.format.InputOptions;
import org.apache.spark.sql.SparkSession;

/** The number of partitions of a block set. */
final class Partitions {
  private Partitions() {}

  /** As the options say; otherwise the cores of the cluster, but not more than there are rows. */
  static int of(SparkSession spark, InputOptions options, long rows) {
    int cores = Math.max(1, spark.sparkContext().defaultParallelism());
    return options.partitions().orElse((int) Math.min(cores, Math.max(1, rows)));
  }
}
