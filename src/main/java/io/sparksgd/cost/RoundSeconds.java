package io.sparksgd.cost;

/**
 * The seconds of a round by part.
 *
 * @param publish the weights, to all executors
 * @param launch Spark's jobs and tasks
 * @param compute the work of the tasks
 * @param transfer results on their way to the driver, and between the stages of a tree
 * @param merge adding results
 * @param update the update on the driver
 */
public record RoundSeconds(
    double publish, double launch, double compute, double transfer, double merge, double update) {

  /** All of it. */
  public double total() {
    return publish + launch + compute + transfer + merge + update;
  }

  /** Share of the round that is not the work of the tasks. */
  public double overhead() {
    return 1 - compute / total();
  }

  /** The part that depends on the bytes. */
  double bytes() {
    return publish + transfer + merge;
  }
}
