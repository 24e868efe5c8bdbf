package io.sparksgd.cost;

/**
 * The seconds of each part of a round, for one job on one kind of machine.
 *
 * @param job a Spark job without its tasks
 * @param task each task of it, at the driver: launching it, taking its result
 * @param publish encoding and publishing the weights
 * @param taskFixed the work of a task that does not depend on its rows: vectors as long as the
 *     parameters
 * @param row a row in a task, local updates included
 * @param resultByte a byte of a result on its way to the driver
 * @param merge adding one result on the driver
 * @param update an update on the driver, averaging included
 * @param evaluatedRow a row in an evaluation
 */
public record Constants(
    double job,
    double task,
    double publish,
    double taskFixed,
    double row,
    double resultByte,
    double merge,
    double update,
    double evaluatedRow) {

  /**
   * A job on executors in processes of their own, where none could be measured: about that of a
   * bare job on {@code local-cluster[2,1,1024]} in the benchmarks.
   */
  public static final double DOCUMENTED_CLUSTER_JOB = 0.0066;

  /** A task more of such a job: assumed, for a driver that launches some 3,000 a second. */
  public static final double DOCUMENTED_CLUSTER_TASK = 0.0003;

  /** Bytes a second of a network of 10 Gbit/s. */
  public static final double DOCUMENTED_NETWORK = 1.25e9;

  /**
   * Converts constants that were measured in one process to executors in processes of their own.
   */
  public Constants onCluster() {
    return new Constants(
        Math.max(job, DOCUMENTED_CLUSTER_JOB),
        Math.max(task, DOCUMENTED_CLUSTER_TASK),
        publish,
        taskFixed,
        row,
        resultByte,
        merge,
        update,
        evaluatedRow);
  }
}
