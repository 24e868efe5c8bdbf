package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.DivergenceGuard;
import io.sparksgd.monitor.RunningLoss;
import java.util.OptionalDouble;
import java.util.Set;

/** Smooths the training loss and finds runs that diverge. */
final class LossWatch implements Stateful {
  private final DivergenceGuard guard;
  private final RunningLoss running = new RunningLoss();

  LossWatch(OptionalDouble explosionFactor) {
    this.guard = new DivergenceGuard(explosionFactor);
  }

  /**
   * Looks at an update before it is made.
   *
   * @param step its number, from 1
   * @throws DivergedException if its loss or gradient is not finite, or its loss explodes
   */
  void check(long step, double learningRate, double loss, double gradientNorm) {
    guard.check(step, learningRate, loss, gradientNorm);
  }

  /**
   * Looks at the weights after an update.
   *
   * @throws DivergedException if one of them is not finite
   */
  void checkWeights(long step, double learningRate, double[] weights) {
    guard.checkWeights(step, learningRate, weights);
  }

  /** Takes in a good update. */
  void passed(RunCounters.Update update) {
    running.add(update.loss(), update.rows());
    guard.passed(update.loss(), running.value());
  }

  /** The smoothed training loss; NaN before the first update. */
  double smoothed() {
    return running.value();
  }

  /** The loss of the last good update; NaN before the first. */
  double last() {
    return guard.last();
  }

  /** Whether the last loss is far from that of a run that explodes. */
  boolean isSane() {
    return guard.isSane();
  }

  /** Whether a run that ends with this loss may have exploded. */
  boolean isSuspicious(double loss) {
    return guard.isSuspicious(guard.last()) || guard.isSuspicious(loss);
  }

  @Override
  public Set<Section> sections() {
    return Set.of(Section.RUNNING_LOSS, Section.GUARD);
  }

  @Override
  public void save(RunState.Builder state) {
    state.doubles(Section.RUNNING_LOSS.key(), running.state());
    state.doubles(Section.GUARD.key(), guard.state());
  }

  @Override
  public void restore(RunState state) {
    running.restore(state.doubles(Section.RUNNING_LOSS.key(), 2));
    if (state.has(Section.GUARD.key())) {
      guard.restore(state.doubles(Section.GUARD.key()));
    }
  }
}
