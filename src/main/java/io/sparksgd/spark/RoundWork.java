package io.sparksgd.spark;

import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockPartition;
import java.io.Serializable;

/**
 * What a partition does in a round with the rows it holds: a gradient at the published weights, or
 * local steps away from them. It says nothing of how the result travels.
 */
abstract class RoundWork implements Serializable {
  private static final long serialVersionUID = 1L;

  final Objective objective;
  final Sampler sampler;
  final long seed;
  final Round round;
  final PublishedWeights weights;
  private final long[] firstRows;

  /**
   * The work of one round.
   *
   * @param seed of the random parts of the objective
   * @param firstRows global index of each partition's first row, and after the last the row count
   */
  RoundWork(
      Objective objective,
      Sampler sampler,
      long seed,
      Round round,
      long[] firstRows,
      PublishedWeights weights) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.round = round;
    this.firstRows = firstRows;
    this.weights = weights;
  }

  /** Passes on the rows that a partition holds of the round's micro-batches. */
  final void draw(int partitionId, BlockPartition partition, Sampler.BatchRows receiver) {
    sampler.draw(
        round.firstMicroBatch(), round.microBatches(), firstRows[partitionId], partition, receiver);
  }

  /** Rows of all partitions. */
  final long rows() {
    return firstRows[firstRows.length - 1];
  }

  /** Whether a partition needs its own memory of the round before. */
  boolean keepsState() {
    return false;
  }

  /**
   * Does the work.
   *
   * @param memory what the partition remembers of the round before
   */
  abstract PartitionResult run(int partitionId, BlockPartition partition, PartitionMemory memory);
}
