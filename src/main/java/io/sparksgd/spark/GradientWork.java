package io.sparksgd.spark;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockPartition;

/** Synchronous SGD: the gradient, at the published weights, of the rows of all micro-batches. */
final class GradientWork extends RoundWork {
  private static final long serialVersionUID = 1L;

  private final Wire wire;

  GradientWork(
      Objective objective,
      Sampler sampler,
      long seed,
      Round round,
      long[] firstRows,
      PublishedWeights weights,
      Wire wire) {
    super(objective, sampler, seed, round, firstRows, weights);
    this.wire = wire;
  }

  @Override
  PartitionResult run(int partitionId, BlockPartition partition, PartitionMemory memory) {
    RoundRows rows = new RoundRows();
    draw(partitionId, partition, rows);
    Objective training =
        objective.inTraining(CounterRandom.bits(seed, round.firstMicroBatch(), partitionId));
    return rows.gradient(training, weights.values(), wire);
  }
}
