package io.sparksgd.scaling;

/**
 * A cluster, one executor a machine.
 *
 * @param executors machines
 * @param cores of each
 * @param network bytes a second into or out of a machine, the driver's as well
 * @param latency of a message in seconds
 * @param launches tasks that the driver launches in a second
 * @param job seconds of a Spark job, or a stage, without its tasks
 * @param adding bytes of vectors that a core adds in a second
 * @param block seconds that fetching a shuffle block costs beside its bytes
 */
record Machines(
    int executors,
    int cores,
    double network,
    double latency,
    double launches,
    double job,
    double adding,
    double block) {

  /**
   * Executors of 16 cores on 10 Gbit/s. The launches, the job and the additions are what this
   * project measured; latency and block are usual figures.
   */
  static Machines of(int executors) {
    return new Machines(executors, 16, 1.25e9, 2e-4, 3000, 0.008, 2e9, 5e-5);
  }

  int tasks() {
    return executors * cores;
  }
}
