package io.sparksgd.cost;

import java.util.OptionalDouble;

/**
 * The machines of a run.
 *
 * @param processes whether executors are processes of their own
 * @param executors processes that hold the rows
 * @param coresPerExecutor tasks that run in one at the same time
 * @param executorMemory heap of an executor in bytes
 * @param driverMemory heap of the driver in bytes
 * @param maxResultBytes the limit of Spark for the results of a job, {@code
 *     spark.driver.maxResultSize}; 0 is no limit
 * @param network bytes a second that a machine sends or receives; empty when the constants were
 *     measured on this cluster, and so include it
 */
public record Cluster(
    Processes processes,
    int executors,
    int coresPerExecutor,
    long executorMemory,
    long driverMemory,
    long maxResultBytes,
    OptionalDouble network) {

  /** Where executors run. */
  public enum Processes {
    /** In the driver, as in local mode: there is one, and one heap. */
    ONE,
    /** In processes of their own. */
    SEPARATE
  }

  /** Tasks that run at the same time. */
  public long cores() {
    return (long) executors * coresPerExecutor;
  }
}
