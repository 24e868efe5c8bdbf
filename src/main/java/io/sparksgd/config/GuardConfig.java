package io.sparksgd.config;

import io.sparksgd.monitor.OnDivergence;
import java.util.OptionalDouble;

/**
 * The group {@code guard}: what counts as divergence, and what becomes of the run.
 *
 * @param rateFactor by which each return to an earlier state multiplies the learning rate
 * @param maxTimes divergences that a run survives
 * @param everySteps updates between two states to which it can return
 * @param explosionFactor the loss of a batch explodes when it is more than this many times the
 *     lowest smoothed loss so far; empty: only what is not finite counts
 */
public record GuardConfig(
    OnDivergence onDivergence,
    double rateFactor,
    int maxTimes,
    long everySteps,
    OptionalDouble explosionFactor) {
  /** The first number that is not finite ends the run. */
  public static final GuardConfig FAIL =
      new GuardConfig(OnDivergence.FAIL, 0.5, 10, 100, OptionalDouble.empty());
}
