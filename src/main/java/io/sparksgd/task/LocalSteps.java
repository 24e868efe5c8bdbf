package io.sparksgd.task;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.ReadAhead;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.objective.Objective;
import io.sparksgd.optim.InterleavedAdaGrad;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;
import io.sparksgd.sample.Sampler;
import java.util.Optional;

/**
 * Updates local weights as the rows of a round come in. Its subclasses give the same weights,
 * except for the last bits with rules that round differently (see {@link
 * io.sparksgd.optim.SparseTransform}).
 */
abstract class LocalSteps implements Sampler.BatchRows {
  final ParameterLayout layout;
  final LocalPlan plan;
  final Optimizer optimizer;

  /** The local weights. */
  final double[] weights;

  /** The sums of the rows of the next update; the vector is used where the gradient is whole. */
  final GradientSum gradient;

  private final int accumulationSteps;
  private final GradientSum sums;
  private int microBatches;
  private int updates;

  LocalSteps(
      ParameterLayout layout, LocalPlan plan, Optimizer optimizer, double[] weights, Round round) {
    this.layout = layout;
    this.plan = plan;
    this.optimizer = optimizer;
    this.weights = weights;
    this.accumulationSteps = round.accumulationSteps();
    this.gradient = new GradientSum(weights.length);
    this.sums = new GradientSum(weights.length);
  }

  /**
   * Chooses the fastest way.
   *
   * @param gradient of the objective, for this partition alone
   * @param weights changed in place
   * @param sparse whether rows touch few of many features, and rule and penalty allow updates of
   *     these only
   * @param values stored values that all updates are expected to use
   */
  static LocalSteps of(
      LocalGradient gradient,
      LocalPlan plan,
      Optimizer optimizer,
      double[] weights,
      Round round,
      boolean sparse,
      double values) {
    Objective objective = gradient.objective();
    if (plan.precision() == StepPrecision.FLOAT32) {
      return narrow((LinearObjective) objective, plan, optimizer, weights, round);
    }
    if (sparse && gradient.centring().isEmpty() && objective instanceof LinearObjective linear) {
      return factored(linear, plan, optimizer, weights, round, values);
    }
    return sparse
        ? new TouchedSteps(gradient, plan, optimizer, weights, round)
        : new WholeSteps(gradient, plan, optimizer, weights, round);
  }

  private static LocalSteps factored(
      LinearObjective objective,
      LocalPlan plan,
      Optimizer optimizer,
      double[] weights,
      Round round,
      double values) {
    // Copying the weights there and back is two passes over them.
    Optional<InterleavedAdaGrad> cells =
        objective.outputs() == 1 && values > weights.length
            ? optimizer.interleaved(weights, StepPrecision.FLOAT64)
            : Optional.empty();
    return cells.isPresent()
        ? new InterleavedSteps(objective, plan, optimizer, cells.orElseThrow(), weights, round)
        : new FactoredSteps(objective, plan, optimizer, weights, round);
  }

  /**
   * The configuration has seen to it that model and rule have such steps, the driver that they fit.
   */
  private static LocalSteps narrow(
      LinearObjective objective,
      LocalPlan plan,
      Optimizer optimizer,
      double[] weights,
      Round round) {
    InterleavedAdaGrad cells = optimizer.interleaved(weights, StepPrecision.FLOAT32).orElseThrow();
    return new InterleavedSteps(objective, plan, optimizer, cells, weights, round);
  }

  @Override
  public final void ahead(BlockPartition partition, int[] offsets, int from, int to) {
    ReadAhead reading = new ReadAhead();
    for (int i = from; i < to; i++) {
      int block = partition.blockOf(offsets[i]);
      reading.row(partition.block(block), offsets[i] - partition.firstRow(block));
    }
    reading.done();
  }

  @Override
  public final void endOfMicroBatch() {
    if (++microBatches < accumulationSteps) {
      return;
    }
    microBatches = 0;
    if (gradient.weightSum() > 0) {
      sums.addSums(gradient.rows(), gradient.weightSum(), gradient.lossSum());
      update(plan.rates().at(updates));
    }
    updates++;
  }

  /** Moves the weights by the averaged gradient and forgets it. */
  abstract void update(double learningRate);

  /** The local weights, after the last update: a live array. */
  double[] weights() {
    return weights;
  }

  /**
   * Loss, weight and number of the used rows, to be called once; its vector is still empty. It
   * includes rows of weight 0 after the last update.
   */
  final GradientSum sums() {
    if (gradient.weightSum() == 0) {
      sums.addSums(gradient.rows(), 0, 0);
    }
    return sums;
  }
}
