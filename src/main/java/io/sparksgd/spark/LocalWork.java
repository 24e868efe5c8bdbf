package io.sparksgd.spark;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.spark.PartitionResult.RuleState;
import io.sparksgd.spark.input.BlockPartition;
import java.util.List;

/**
 * Local SGD: from the published weights, one update after each of the partition's own shares of the
 * global micro-batches; a share without rows makes none. What it returns is the change of the
 * weights times the sum of the row weights, so that the driver's quotient of sums is the average
 * change, weighted by rows.
 */
final class LocalWork extends RoundWork {
  private static final long serialVersionUID = 1L;

  private final LocalPlan plan;

  LocalWork(
      Objective objective,
      Sampler sampler,
      long seed,
      Round round,
      long[] firstRows,
      PublishedWeights weights,
      LocalPlan plan) {
    super(objective, sampler, seed, round, firstRows, weights);
    this.plan = plan;
  }

  @Override
  boolean keepsState() {
    return plan.state() == LocalState.KEEP;
  }

  @Override
  PartitionResult run(int partitionId, BlockPartition partition, PartitionMemory memory) {
    double[] start = weights.values();
    Optimizer optimizer = optimizer(memory);
    LocalSteps steps = steps(partitionId, partition, start, optimizer);
    draw(partitionId, partition, steps);
    GradientSum change = steps.sums();
    if (change.rows() > 0) {
      double[] local = steps.weights();
      double[] vector = change.gradient();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = change.weightSum() * (local[i] - start[i]);
      }
    }
    return PartitionResult.of(change).with(state(optimizer));
  }

  private Optimizer optimizer(PartitionMemory memory) {
    Optimizer optimizer = plan.chain().optimizer(objective.layout());
    if (plan.state() == LocalState.AVERAGE) {
      optimizer.restore(plan.earlierUpdates() + round.updatesBefore(), List.of(weights.slots()));
    } else if (plan.state() == LocalState.KEEP && memory.slots().length > 0) {
      optimizer.restore(memory.updates(), List.of(memory.slots()));
    }
    return optimizer;
  }

  private RuleState state(Optimizer optimizer) {
    double[][] slots = optimizer.slots().toArray(new double[0][]);
    return new RuleState(
        slots,
        optimizer.updates(),
        switch (plan.state()) {
          case AVERAGE -> RuleState.Use.AVERAGED;
          case KEEP -> RuleState.Use.KEPT;
          case RESET -> RuleState.Use.NONE;
        });
  }

  private LocalSteps steps(
      int partitionId, BlockPartition partition, double[] start, Optimizer optimizer) {
    ParameterLayout layout = objective.layout();
    double values = valuesPerStep(partition);
    boolean sparse =
        optimizer.isSparse()
            && plan.penalty().equals(Penalty.NONE)
            && values * LocalSteps.TOUCHED_FROM < layout.groups().get(0).rows();
    long own = CounterRandom.bits(seed, 0, partitionId);
    double inAll = values * round.updates();
    return LocalSteps.of(objective, own, plan, optimizer, start.clone(), round, sparse, inAll);
  }

  /** Stored values that an update of this partition is expected to use. */
  private double valuesPerStep(BlockPartition partition) {
    double share = sampler.expectedRows() * round.accumulationSteps() / rows();
    return partition.storedValues() * share;
  }
}
