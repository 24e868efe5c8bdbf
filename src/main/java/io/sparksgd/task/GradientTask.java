package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;

/** Synchronous SGD: the gradient, at the published weights, of the rows of all micro-batches. */
public final class GradientTask extends PartitionTask {
  private static final long serialVersionUID = 1L;

  public GradientTask(Round round, PublishedWeights weights) {
    super(round, weights);
  }

  @Override
  PartialSum run(RunSetting run, int partitionId, BlockPartition partition, PartitionState state) {
    BatchGradient rows = new BatchGradient();
    run.draw(round, partitionId, partition, rows);
    long draws = CounterRandom.bits(run.seed, round.firstMicroBatch(), partitionId);
    Objective training = run.objective.inTraining(draws);
    double[] parameters = run.centring().toRows(weights.values());
    if (run.centring().isEmpty() || run.isCentredAfterwards(round)) {
      return rows.gradient(training, parameters, run.wire(round));
    }
    GradientSum sum = rows.whole(training, parameters);
    run.centring().correct(sum.gradient());
    return PartialSum.of(sum);
  }
}
