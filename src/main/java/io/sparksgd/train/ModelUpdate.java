package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Rates;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.TrainingPlan;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The weights of a run and all that changes them: the update rules, the learning rate, the penalty
 * and the average of the weights.
 */
final class ModelUpdate implements Stateful {
  private final TrainingPlan plan;
  private final double[] start;
  private final double[] weights;
  private final Updates updates;
  private final LearningRate learningRate;
  private final Optional<WeightAverage> average;

  /**
   * Weights before the first update.
   *
   * @param start not changed
   */
  ModelUpdate(TrainingPlan plan, LearningRate learningRate, double[] start) {
    this.plan = plan;
    this.start = start.clone();
    this.weights = start.clone();
    this.updates = new Updates(plan, weights);
    this.learningRate = learningRate;
    this.average =
        plan.optimizer().averageDecay().isPresent()
            ? Optional.of(new WeightAverage(plan.optimizer().averageDecay().getAsDouble()))
            : Optional.empty();
  }

  /** Begins with the optimizer state of an earlier run; see {@link Updates#continueFrom}. */
  void continueFrom(OptimizerState earlier) {
    updates.continueFrom(earlier, average);
  }

  /**
   * Makes the updates of a round.
   *
   * @param sum becomes the average
   * @param step updates made before
   * @throws DivergedException if the loss, the gradient or a new weight is not finite, or the loss
   *     explodes
   */
  RunCounters.Update update(Round round, RoundSum sum, long step, LossWatch watch) {
    double rate = learningRate.at(round.updatesBefore() + round.updates() - 1);
    double loss =
        sum.sum().lossSum() / sum.sum().weightSum()
            + plan.penalty().value(weights, plan.objective().layout());
    double norm = updates.average(round, sum);
    watch.check(step + 1, rate, loss, norm);
    updates.apply(round, sum, rate);
    if (!updates.movedToFiniteWeights()) {
      watch.checkWeights(step + round.updates(), rate, weights);
    }
    average.ifPresent(moving -> moving.update(weights, round.updates()));
    return new RunCounters.Update(sum.sum().rows(), loss, rate, norm, sum.cosine());
  }

  /** Undoes the updates of a round that diverged, if they were made. */
  void undo() {
    updates.undo();
  }

  LearningRate learningRate() {
    return learningRate;
  }

  /** The weights to which updates are made; a live array. */
  double[] weights() {
    return weights;
  }

  /** The weights that the run began with; a live array. */
  double[] start() {
    return start;
  }

  /**
   * The weights that validation measures and the run returns: the average where one is kept, or
   * those that the update rule has for it.
   */
  double[] evaluatedWeights() {
    return average
        .filter(WeightAverage::hasBegun)
        .map(WeightAverage::average)
        .orElseGet(updates::evaluated);
  }

  /** The arrays of the update rule that travel with the weights. */
  double[][] travellingArrays(Round round) {
    return round.isLocal() ? updates.sharedSlots() : new double[0][];
  }

  /** What partitions need for the local steps of a round. */
  LocalPlan localPlan(Round round) {
    LocalRounds local = plan.synchronize().local().orElseThrow();
    return new LocalPlan(
        plan.optimizer().chain(),
        plan.penalty(),
        local.state(),
        local.precision(),
        new Rates(learningRate, round.updatesBefore(), round.updates()),
        updates.earlier());
  }

  /**
   * The optimizer state for a later run. A model of an earlier step is where both the weights and
   * their average begin anew.
   */
  OptimizerState optimizerState(TrainingResult result) {
    double[] model = evaluatedWeights();
    return model != weights && result.weights().keptStep() == result.steps()
        ? updates.optimizerState(model)
        : updates.optimizerState();
  }

  @Override
  public Set<Section> sections() {
    Set<Section> sections = EnumSet.of(Section.AVERAGE, Section.AVERAGE_ARRAY);
    List.of(updates, learningRate).forEach(part -> sections.addAll(part.sections()));
    return sections;
  }

  @Override
  public void save(RunState.Builder state) {
    updates.save(state);
    learningRate.save(state);
    average.ifPresent(moving -> state.arrays(Section.AVERAGE.key(), moving.slots()));
  }

  @Override
  public void restore(RunState state) {
    updates.restore(state);
    learningRate.restore(state);
    restoreAverage(state);
  }

  @Override
  public void goBack(RunState state) {
    updates.goBack(state);
    learningRate.goBack(state);
    restoreAverage(state);
  }

  private void restoreAverage(RunState state) {
    average.ifPresent(moving -> moving.restore(state.arrays(Section.AVERAGE.key())));
  }
}
