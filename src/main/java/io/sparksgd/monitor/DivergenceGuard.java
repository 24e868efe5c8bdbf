package io.sparksgd.monitor;

import java.util.OptionalDouble;

/**
 * Finds the numbers of a run that are no longer finite, and losses that explode: the loss of a
 * batch is more than {@code factor} times the lowest smoothed loss so far, {@code loss - lowest >
 * (factor - 1) * |lowest|}, from the eleventh batch on.
 */
public final class DivergenceGuard {
  /** Batches whose smoothed loss is no measure yet. */
  private static final long FIRST_BATCHES = 10;

  private final OptionalDouble explosionFactor;
  private long batches;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * A guard.
   *
   * @param explosionFactor above 1; empty: a finite loss may be as high as it likes
   */
  public DivergenceGuard(OptionalDouble explosionFactor) {
    this.explosionFactor = explosionFactor;
  }

  /**
   * Looks at a step before its update.
   *
   * @throws DivergedException if the loss or the gradient's norm is infinite or NaN, or the loss
   *     explodes
   */
  public void check(long step, double learningRate, double loss, double gradientNorm) {
    if (!Double.isFinite(loss)) {
      throw new DivergedException(step, learningRate, "the loss is " + loss);
    }
    if (!Double.isFinite(gradientNorm)) {
      throw new DivergedException(
          step, learningRate, "the norm of the gradient is " + gradientNorm);
    }
    if (explosionFactor.isPresent()
        && batches >= FIRST_BATCHES
        && loss - lowest > (explosionFactor.getAsDouble() - 1) * Math.abs(lowest)) {
      throw new DivergedException(
          step,
          learningRate,
          "the loss is "
              + Text.number(loss)
              + ", more than "
              + Text.number(explosionFactor.getAsDouble())
              + " times the lowest smoothed one, "
              + Text.number(lowest));
    }
  }

  /**
   * Looks at the weights after an update.
   *
   * @throws DivergedException if one of them is infinite or NaN
   */
  public void checkWeights(long step, double learningRate, double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!Double.isFinite(weights[i])) {
        throw new DivergedException(step, learningRate, "weight " + i + " is " + weights[i]);
      }
    }
  }

  /** A batch was good; {@code smoothedLoss} is that of all good ones, with this. */
  public void passed(double smoothedLoss) {
    batches++;
    if (batches >= FIRST_BATCHES) {
      lowest = Math.min(lowest, smoothedLoss);
    }
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {batches, lowest};
  }

  /** Continues from a state. */
  public void restore(double[] state) {
    batches = (long) state[0];
    lowest = state[1];
  }
}
