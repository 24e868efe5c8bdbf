package io.sparksgd.task;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.exchange.PartialSum.RuleState;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;
import java.util.List;

/**
 * Local SGD. It starts from the published weights and makes one update for each of the partition's
 * own shares of the global micro-batches; a share without rows makes none. It returns the change of
 * the weights times the sum of the row weights. The driver's quotient of sums is then the average
 * change, weighted by rows.
 */
public final class LocalTask extends PartitionTask {
  private static final long serialVersionUID = 1L;

  private final LocalPlan plan;

  public LocalTask(Round round, PublishedWeights weights, LocalPlan plan) {
    super(round, weights);
    this.plan = plan;
  }

  @Override
  public boolean keepsState() {
    return plan.state() == LocalState.KEEP;
  }

  @Override
  PartialSum run(RunSetting run, int partitionId, BlockPartition partition, PartitionState state) {
    double[] start = weights.values();
    Optimizer optimizer = optimizer(run, state);
    LocalSteps steps = steps(run, partitionId, partition, start, optimizer);
    run.draw(round, partitionId, partition, steps);
    GradientSum change = steps.sums();
    if (change.weightSum() > 0) {
      double[] local = steps.weights();
      double[] vector = change.gradient();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = change.weightSum() * (local[i] - start[i]);
      }
    }
    return PartialSum.of(change).with(state(optimizer));
  }

  private Optimizer optimizer(RunSetting run, PartitionState state) {
    Optimizer optimizer = plan.chain().optimizer(run.objective.layout());
    if (plan.state() == LocalState.AVERAGE) {
      optimizer.restore(plan.earlierUpdates() + round.updatesBefore(), List.of(weights.slots()));
    } else if (plan.state() == LocalState.KEEP && state.slots().length > 0) {
      optimizer.restore(state.updates(), List.of(state.slots()));
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
      RunSetting run,
      int partitionId,
      BlockPartition partition,
      double[] start,
      Optimizer optimizer) {
    ParameterLayout layout = run.objective.layout();
    double values = valuesPerStep(run, partition);
    boolean sparse =
        optimizer.isSparse()
            && plan.penalty().equals(Penalty.NONE)
            && values * LocalSteps.TOUCHED_FROM < layout.groups().get(0).rows();
    long own = CounterRandom.bits(run.seed, 0, partitionId);
    double inAll = values * round.updates();
    LocalGradient gradient = new LocalGradient(run.objective, own, run.centring(), round);
    return LocalSteps.of(gradient, plan, optimizer, start.clone(), round, sparse, inAll);
  }

  /** Expected number of stored values in an update of this partition. */
  private double valuesPerStep(RunSetting run, BlockPartition partition) {
    double share = run.sampler.expectedRows() * round.accumulationSteps() / run.rows();
    return partition.storedValues() * share;
  }
}
