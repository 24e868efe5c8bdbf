package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartitionResult;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;
import java.io.Serializable;

/**
 * What a partition does in a round with the rows it holds: a gradient at the published weights, or
 * local steps away from them. It says nothing of how the result travels.
 */
public abstract class RoundWork implements Serializable {
  private static final long serialVersionUID = 1L;

  public final Round round;
  public final PublishedWeights weights;

  RoundWork(Round round, PublishedWeights weights) {
    this.round = round;
    this.weights = weights;
  }

  /** Whether a partition needs its own memory of the round before. */
  public boolean keepsState() {
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
