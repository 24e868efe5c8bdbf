package io.sparksgd.search;

import io.sparksgd.config.JobConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.exchange.PartialSum;
import io.sparksgd.math.Vectors;
import io.sparksgd.objective.Objective;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateChain;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Rates;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.RoundPlan;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.sample.Sampler;
import io.sparksgd.task.LocalRound;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A short training of one job on some of the race's rows, in one task. It makes the steps that the
 * engine would make on these rows: in synchronous rounds those of the whole batch, in local rounds
 * those of each partition, whose changes are averaged. Its result is the loss of the held-out rows.
 * Data plane: it travels in the task.
 */
final class Trial implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final double[] start;
  private final Sampler sampler;
  private final long seed;
  private final Round[] rounds;
  private final LocalPlan[] plans;
  private final RaceRows.View view;

  private Trial(
      TrainingPlan plan,
      double[] start,
      BatchPlan batches,
      List<Round> rounds,
      List<LocalPlan> plans,
      RaceRows.View view) {
    this.objective = plan.objective();
    this.start = start;
    this.sampler = batches.sampler();
    this.seed = plan.seed();
    this.rounds = rounds.toArray(new Round[0]);
    this.plans = plans.toArray(new LocalPlan[0]);
    this.view = view;
  }

  /**
   * The trial of a job.
   *
   * @param job ends after a number of passes
   * @param start weights; not changed
   */
  static Trial of(JobConfig job, Objective objective, double[] start, RaceRows.View view) {
    TrainingPlan plan = TrainingPlan.of(job, objective, Optional.empty());
    StopConfig stop = plan.stop();
    BatchPlan batches = BatchPlan.of(plan.batch(), stop, view.rows(), plan.seed());
    LearningRate rate = LearningRate.of(plan, batches);
    RoundPlan roundPlan = RoundPlan.of(plan.synchronize(), batches, view.rows());
    List<Round> rounds = new ArrayList<>();
    List<LocalPlan> plans = new ArrayList<>();
    for (long update = 0; update < batches.totalSteps(); ) {
      Round next = roundPlan.next(update, update);
      // One worker needs no rounds: it makes all steps in one go.
      int updates = view.partitions() == 1 ? (int) batches.totalSteps() : next.updates();
      Round round =
          new Round(
              Round.Kind.LOCAL, rounds.size(), update, update, updates, next.accumulationSteps());
      rounds.add(round);
      plans.add(localPlan(plan, new Rates(rate, update, updates)));
      update += updates;
    }
    return new Trial(plan, start, batches, rounds, plans, view);
  }

  private static LocalPlan localPlan(TrainingPlan plan, Rates rates) {
    UpdateChain chain = plan.optimizer().chain();
    LocalState state =
        plan.synchronize().local().map(local -> local.state()).orElse(LocalState.KEEP);
    return new LocalPlan(chain, plan.penalty(), state, StepPrecision.FLOAT64, rates, 0);
  }

  /** Trains, and returns the loss of the held-out rows; infinite if the training diverges. */
  double run(RaceRows rows) {
    BlockPartition[] partitions = rows.partitions(view);
    Optimizer[] optimizers = new Optimizer[partitions.length];
    for (int p = 0; p < partitions.length; p++) {
      optimizers[p] = plans[0].chain().optimizer(objective.layout());
    }
    double[] weights = start.clone();
    for (int r = 0; r < rounds.length; r++) {
      round(r, partitions, optimizers, weights);
      if (!Vectors.allFinite(weights)) {
        return Double.POSITIVE_INFINITY;
      }
    }
    double loss = loss(rows.heldOut(view), weights);
    return Double.isNaN(loss) ? Double.POSITIVE_INFINITY : loss;
  }

  private void round(int r, BlockPartition[] partitions, Optimizer[] optimizers, double[] weights) {
    LocalRound round = new LocalRound(objective, sampler, seed, plans[r], rounds[r]);
    double[] change = new double[weights.length];
    double[] weightSums = new double[partitions.length];
    double sum = 0;
    long firstRow = 0;
    for (int p = 0; p < partitions.length; p++) {
      PartialSum result =
          round.run(p, firstRow, view.rows(), partitions[p], weights, optimizers[p]);
      weightSums[p] = result.sum().weightSum();
      sum += weightSums[p];
      if (weightSums[p] > 0) {
        Vectors.axpy(1, result.sum().gradient(), change);
      }
      firstRow += partitions[p].rows();
    }
    if (sum > 0) {
      Vectors.axpy(1 / sum, change, weights);
      join(r, optimizers, weightSums, sum);
    }
  }

  /** What becomes of the rules' states between two rounds. */
  private void join(int r, Optimizer[] optimizers, double[] weightSums, double sum) {
    boolean alone = optimizers.length == 1 && plans[r].state() != LocalState.RESET;
    if (alone || plans[r].state() == LocalState.KEEP) {
      return;
    }
    long updates = rounds[r].updatesBefore() + rounds[r].updates();
    List<double[]> average = new ArrayList<>();
    for (double[] slot : optimizers[0].slots()) {
      average.add(new double[slot.length]);
    }
    for (int p = 0; p < optimizers.length && plans[r].state() == LocalState.AVERAGE; p++) {
      List<double[]> slots = optimizers[p].slots();
      for (int s = 0; s < average.size(); s++) {
        Vectors.axpy(weightSums[p] / sum, slots.get(s), average.get(s));
      }
    }
    for (int p = 0; p < optimizers.length; p++) {
      optimizers[p] = plans[r].chain().optimizer(objective.layout());
      if (plans[r].state() == LocalState.AVERAGE) {
        optimizers[p].restore(updates, average);
      }
    }
  }

  private double loss(BlockPartition heldOut, double[] weights) {
    double[] raw = new double[objective.outputs()];
    double losses = 0;
    double weightSum = 0;
    for (int b = 0; b < heldOut.blocks(); b++) {
      RowBlock block = heldOut.block(b);
      for (int row = 0; row < block.rows(); row++) {
        objective.raw(block, row, weights, raw);
        losses += block.weight(row) * objective.loss(raw, block.label(row));
        weightSum += block.weight(row);
      }
    }
    return losses / weightSum;
  }
}
