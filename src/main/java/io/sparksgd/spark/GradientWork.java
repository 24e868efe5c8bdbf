package io.sparksgd.spark;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockPartition;

/** Synchronous SGD: the gradient, at the published weights, of the rows of all micro-batches. */
final class GradientWork extends RoundWork {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final Sampler sampler;
  private final long seed;
  private final Round round;
  private final long[] firstRows;
  private final PublishedWeights weights;
  private final Wire wire;

  /**
   * The work of one round.
   *
   * @param seed of the random parts of the objective
   * @param firstRows global index of the first row of each partition
   */
  GradientWork(
      Objective objective,
      Sampler sampler,
      long seed,
      Round round,
      long[] firstRows,
      PublishedWeights weights,
      Wire wire) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.round = round;
    this.firstRows = firstRows;
    this.weights = weights;
    this.wire = wire;
  }

  @Override
  PartitionResult run(int partitionId, BlockPartition partition, PartitionMemory memory) {
    RoundRows rows = new RoundRows();
    sampler.draw(
        round.firstMicroBatch(), round.microBatches(), firstRows[partitionId], partition, rows);
    Objective training =
        objective.inTraining(CounterRandom.bits(seed, round.firstMicroBatch(), partitionId));
    return rows.gradient(training, weights.values(), wire);
  }
}
