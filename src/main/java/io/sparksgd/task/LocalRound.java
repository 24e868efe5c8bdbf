package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Penalty;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.sample.Sampler;

/**
 * The local steps of one partition in one round. It starts from given weights and makes one update
 * for each of the partition's own shares of the global micro-batches; a share without rows makes
 * none. The result is the change of the weights times the sum of the row weights. The quotient of
 * the sums over all partitions is then the average change, weighted by rows.
 */
public final class LocalRound {
  /**
   * With at least this many features for each stored value of an update, only the touched features
   * are visited.
   */
  public static final int TOUCHED_FROM = 3;

  private final Objective objective;
  private final Sampler sampler;
  private final long seed;
  private final Centring centring;
  private final LocalPlan plan;
  private final Round round;

  private LocalRound(
      Objective objective,
      Sampler sampler,
      long seed,
      Centring centring,
      LocalPlan plan,
      Round round) {
    this.objective = objective;
    this.sampler = sampler;
    this.seed = seed;
    this.centring = centring;
    this.plan = plan;
    this.round = round;
  }

  /**
   * A round on rows whose features are not centred.
   *
   * @param seed of the random parts of the objective
   */
  public LocalRound(Objective objective, Sampler sampler, long seed, LocalPlan plan, Round round) {
    this(objective, sampler, seed, Centring.none(), plan, round);
  }

  /** A round of a run. */
  LocalRound(RunSetting run, LocalPlan plan, Round round) {
    this(run.objective, run.sampler, run.seed, run.centring(), plan, round);
  }

  /**
   * Makes the steps.
   *
   * @param firstRow global index of the partition's first row
   * @param rows of all partitions
   * @param start weights; not changed
   * @param optimizer with its state; changed
   */
  public PartialSum run(
      int partitionId,
      long firstRow,
      long rows,
      BlockPartition partition,
      double[] start,
      Optimizer optimizer) {
    LocalSteps steps = steps(partitionId, rows, partition, start, optimizer);
    sampler.draw(round.firstMicroBatch(), round.microBatches(), firstRow, partition, steps);
    GradientSum change = steps.sums();
    if (change.weightSum() > 0) {
      double[] local = steps.weights();
      double[] vector = change.gradient();
      for (int i = 0; i < vector.length; i++) {
        vector[i] = change.weightSum() * (local[i] - start[i]);
      }
    }
    return PartialSum.of(change);
  }

  private LocalSteps steps(
      int partitionId, long rows, BlockPartition partition, double[] start, Optimizer optimizer) {
    ParameterLayout layout = objective.layout();
    double share = sampler.expectedRows() * round.accumulationSteps() / rows;
    double values = partition.storedValues() * share;
    boolean sparse =
        optimizer.isSparse()
            && plan.penalty().equals(Penalty.NONE)
            && values * TOUCHED_FROM < layout.groups().get(0).rows();
    long own = CounterRandom.bits(seed, 0, partitionId);
    double inAll = values * round.updates();
    LocalGradient gradient = new LocalGradient(objective, own, centring, round);
    return LocalSteps.of(gradient, plan, optimizer, start.clone(), round, sparse, inAll);
  }
}
