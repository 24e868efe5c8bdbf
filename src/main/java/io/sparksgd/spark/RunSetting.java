package io.sparksgd.spark;

import io.sparksgd.objective.Objective;
import java.io.Serializable;

/** What all rounds of a run have in common on the executors. */
final class RunSetting implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final Sampler sampler;
  private final long seed;
  private final long[] firstRows;

  /**
   * The setting of a run.
   *
   * @param seed of the random parts of the objective
   * @param firstRows global index of the first row of each partition, and after the last the number
   *     of rows
   */
  RunSetting(Objective objective, Sampler sampler, long seed, long[] firstRows) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.firstRows = firstRows;
  }

  Objective objective() {
    return objective;
  }

  Sampler sampler() {
    return sampler;
  }

  /** Of the random parts of the objective. */
  long seed() {
    return seed;
  }

  /** Global index of the first row of a partition. */
  long firstRow(int partitionId) {
    return firstRows[partitionId];
  }

  /** Number of rows. */
  long rows() {
    return firstRows[firstRows.length - 1];
  }
}
