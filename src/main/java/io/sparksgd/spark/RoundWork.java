package io.sparksgd.spark;

import io.sparksgd.spark.input.BlockPartition;
import java.io.Serializable;

/**
 * What a partition does in a round with the rows it holds: a gradient at the published weights, or
 * local steps away from them. It says nothing of how the result travels.
 */
abstract class RoundWork implements Serializable {
  private static final long serialVersionUID = 1L;

  final Round round;
  final PublishedWeights weights;

  RoundWork(Round round, PublishedWeights weights) {
    this.round = round;
    this.weights = weights;
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
  abstract PartitionResult run(
      RunSetting run, int partitionId, BlockPartition partition, PartitionMemory memory);
}
