package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;
import java.io.Serializable;

/**
 * The work of a partition in a round, on its own rows: a gradient at the published weights, or
 * local steps away from them. The encoding of the result is separate.
 */
public abstract class PartitionTask implements Serializable {
  private static final long serialVersionUID = 1L;

  public final Round round;
  public final PublishedWeights weights;

  PartitionTask(Round round, PublishedWeights weights) {
    this.round = round;
    this.weights = weights;
  }

  /** Whether a partition needs its state of the round before. */
  public boolean keepsState() {
    return false;
  }

  /**
   * Does the work.
   *
   * @param state the partition's state of the round before
   */
  abstract PartialSum run(
      RunSetting run, int partitionId, BlockPartition partition, PartitionState state);
}
