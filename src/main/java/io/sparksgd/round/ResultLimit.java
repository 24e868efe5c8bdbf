package io.sparksgd.round;

import io.sparksgd.plan.InvalidPlanException;
import org.apache.spark.SparkConf;

/**
 * Spark's limit for the results of all tasks of a job. Spark aborts a job that exceeds it, which
 * may happen late in a run whose rounds differ. Therefore it is checked before the first round.
 */
final class ResultLimit {
  private static final String SETTING = "spark.driver.maxResultSize";
  private static final String DEFAULT = "1g";
  private static final long MEBIBYTE = 1L << 20;

  /** Bytes that Spark adds to a result, mainly the metrics of its task. */
  private static final long ENVELOPE = 16 << 10;

  private ResultLimit() {}

  /**
   * Checks that the results of a job fit.
   *
   * @param bytes of one result
   * @throws InvalidPlanException if Spark would abort the job
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
