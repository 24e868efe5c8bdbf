package io.sparksgd.task;

import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.exchange.PartialSum.RuleState;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.spark.PublishedWeights;
import java.util.List;

/**
 * Local SGD: a {@link LocalRound} that starts from the published weights, with the optimizer state
 * that the plan says.
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
    Optimizer optimizer = optimizer(run, state);
    return new LocalRound(run, plan, round)
        .run(
            partitionId,
            run.firstRow(partitionId),
            run.rows(),
            partition,
            weights.values(),
            optimizer)
        .with(state(optimizer));
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
}
