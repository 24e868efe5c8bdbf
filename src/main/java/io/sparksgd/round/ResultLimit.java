package io.sparksgd.round;

import io.sparksgd.plan.InvalidPlanException;
import org.apache.spark.SparkConf;

/**
 * What the tasks of one job may answer the driver together. Spark ends a job beyond it, which may
 * be late in a run whose rounds differ; so it is looked at before the first.
 */
final class ResultLimit {
  private static final String SETTING = "spark.driver.maxResultSize";
  private static final String DEFAULT = "1g";
  private static final long MEBIBYTE = 1L << 20;

  /** Bytes of Spark's envelope around an answer: the metrics of its task, mainly. */
  private static final long ENVELOPE = 16 << 10;

  private ResultLimit() {}

  /**
   * Checks that the answers of a job fit.
   *
   * @param bytes of one answer
   * @throws InvalidPlanException if Spark would end the job
   */
  static void check(SparkConf conf, int answers, long bytes) {
    long limit = conf.getSizeAsBytes(SETTING, DEFAULT);
    long all = answers * (bytes + ENVELOPE);
    if (limit > 0 && all > limit) {
      throw new InvalidPlanException(
          words ->
              "Invalid "
                  + SETTING
                  + ": "
                  + conf.get(SETTING, DEFAULT)
                  + " (allowed: at least "
                  + (all + MEBIBYTE - 1) / MEBIBYTE
                  + "m, or 0 for no limit: "
                  + answers
                  + " tasks of a round answer with up to "
                  + bytes
                  + " bytes each; fewer "
                  + words.name("data.partitions")
                  + " and compression make it less)");
    }
  }
}
