package io.sparksgd.schedule;

import java.util.List;

/**
 * The settings of a schedule; {@link #build} makes it for a learning rate and a length. Where a
 * plan has {@code steps}, 0 means: to the end of the run.
 */
public sealed interface SchedulePlan {

  /**
   * Makes the schedule.
   *
   * @param learningRate the rate that the plan shapes: its start, or its peak after a warmup
   * @param totalUpdates updates of the whole run; 0 when unknown
   * @throws IllegalArgumentException if the plan needs {@code totalUpdates} and it is 0
   */
  default Schedule build(double learningRate, long totalUpdates) {
    throw new UnsupportedOperationException("to be written");
  }

  /** Always the learning rate. */
  record Constant() implements SchedulePlan {}

  /** {@code lr * factor^floor(k / every)}. */
  record StepDecay(long every, double factor) implements SchedulePlan {}

  /** {@code lr * factor^k}. */
  record Exponential(double factor) implements SchedulePlan {}

  /** {@code lr / (1 + rate * k)}. */
  record InverseTime(double rate) implements SchedulePlan {}

  /** {@code lr * sqrt(timescale / (timescale + k))}. */
  record InverseSqrt(double timescale) implements SchedulePlan {}

  /** {@code minimum + (lr - minimum) * (1 - min(k, steps) / steps)^power}. */
  record Polynomial(long steps, double power, double minimum) implements SchedulePlan {}

  /** {@code minimum + (lr - minimum) * (1 + cos(pi * k / steps)) / 2}. */
  record Cosine(long steps, double minimum, AfterEnd afterEnd) implements SchedulePlan {}

  /**
   * Cosine periods of {@code steps}, {@code steps * multiplier}, ... updates, each from the full
   * rate.
   */
  record CosineRestarts(long steps, int multiplier, double minimum) implements SchedulePlan {}

  /**
   * Cosine up from {@code lr / initialDivisor} for {@code warmupFraction} of the steps, then cosine
   * down.
   */
  record OneCycle(long steps, double warmupFraction, double initialDivisor, double finalDivisor)
      implements SchedulePlan {}

  /**
   * Linear from {@code startFactor * lr} to {@code lr} within {@code steps}, then {@code then} from
   * its own 0.
   */
  record Warmup(long steps, double startFactor, SchedulePlan then) implements SchedulePlan {}

  /**
   * One plan after the other, each from its own 0; part i lasts {@code lengths.get(i)}, the last
   * one to the end.
   */
  record Join(List<SchedulePlan> parts, List<Long> lengths) implements SchedulePlan {}

  /** What a cosine does after its end. */
  enum AfterEnd {
    /** It stays at its minimum. */
    HOLD,
    /** It rises again, as PyTorch's CosineAnnealingLR does. */
    REFLECT
  }
}
