package io.sparksgd.spark;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.spark.input.BlockPartition;

/** Synchronous SGD: the gradient, at the published weights, of the rows of all micro-batches. */
final class GradientWork extends RoundWork {
  private static final long serialVersionUID = 1L;

  private final Carried<RunSetting> carried;
  private final Round round;
  private final PublishedWeights weights;
  private final Wire wire;

  GradientWork(Carried<RunSetting> carried, Round round, PublishedWeights weights, Wire wire) {
    this.carried = carried;
    this.round = round;
    this.weights = weights;
    this.wire = wire;
  }

  @Override
  PartitionResult run(int partitionId, BlockPartition partition, PartitionMemory memory) {
    RunSetting setting = carried.value();
    RoundRows rows = new RoundRows();
    setting
        .sampler()
        .draw(
            round.firstMicroBatch(),
            round.microBatches(),
            setting.firstRow(partitionId),
            partition,
            rows);
    long own = CounterRandom.bits(setting.seed(), round.firstMicroBatch(), partitionId);
    return rows.gradient(setting.objective().inTraining(own), weights.values(), wire);
  }
}
