package io.sparksgd.monitor;

import java.util.OptionalDouble;

/**
 * Finds the numbers of a run that are no longer finite, and losses that explode: the loss of a
 * batch is more than {@code factor} times the lowest smoothed loss so far, {@code loss - lowest >
 * (factor - 1) * |lowest|}, from the eleventh batch on.
 */
public final class DivergenceGuard {
  /** During these first batches, the smoothed loss is not reliable yet. */
  private static final long FIRST_BATCHES = 10;

  /** A loss is sane up to this many times the losses of the first batches, or the lowest loss. */
  private static final double SANE = 100;

  /** A last loss of more than this many times the first one is suspicious. */
  private static final double SUSPICIOUS = 10;

  /** An update of more than this many times all before it is suspicious, at any step. */
  private static final double JUMP = 1000;

  private final OptionalDouble explosionFactor;
  private long batches;
  private double lowest = Double.POSITIVE_INFINITY;
  private double first = Double.NaN;
  private double last = Double.NaN;

  /** The largest magnitude of the first losses. */
  private double scale;

  private final Moves moves = new Moves();

  /** How far the updates move the weights, by two measures. */
  private static final class Moves {
    /** Learning rate of the last checked batch, and that rate times the norm of its gradient. */
    final double[] now = new double[2];

    /** The largest values of both so far. */
    final double[] largest = new double[2];

    /** Whether the last good batch moved the weights far more than all before it. */
    boolean lastJumped;

    /** Whether any update was larger still, which later losses do not always show. */
    boolean everJumped;

    private boolean jumps(double factor) {
      return now[0] > factor * largest[0] || now[1] > factor * largest[1];
    }

    void passed(boolean isReliable) {
      lastJumped = jumps(SUSPICIOUS);
      everJumped |= isReliable && jumps(JUMP);
      for (int i = 0; i < largest.length; i++) {
        largest[i] = Math.max(largest[i], now[i]);
      }
    }
  }

  /**
   * Makes a guard.
   *
   * @param explosionFactor above 1; empty: any finite loss is allowed
   */
  public DivergenceGuard(OptionalDouble explosionFactor) {
    this.explosionFactor = explosionFactor;
  }

  /**
   * Checks a step before its update.
   *
   * @throws DivergedException if the loss or the gradient's norm is infinite or NaN, or the loss
   *     explodes
   */
  public void check(long step, double learningRate, double loss, double gradientNorm) {
    moves.now[0] = Math.abs(learningRate);
    moves.now[1] = moves.now[0] * gradientNorm;
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
   * Checks the weights after an update.
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

  /**
   * A batch was good.
   *
   * @param loss of it
   * @param smoothedLoss that of all good ones, with this
   */
  public void passed(double loss, double smoothedLoss) {
    if (batches < FIRST_BATCHES) {
      scale = Math.max(scale, Math.abs(loss));
    }
    if (batches == 0) {
      first = loss;
    }
    batches++;
    last = loss;
    moves.passed(batches > FIRST_BATCHES);
    if (batches >= FIRST_BATCHES) {
      lowest = Math.min(lowest, smoothedLoss);
    }
  }

  /**
   * Whether the last loss is low enough for a return to the state before it: {@code loss - lowest
   * <= 100 max(|lowest|, scale)}, where the first losses have the magnitude {@code scale} and count
   * as lowest until there is one. High losses of single batches are sane, those of a run that
   * explodes are not.
   */
  public boolean isSane() {
    double low = Double.isNaN(first) ? lowest : Math.min(first, lowest);
    return last - low <= SANE * Math.max(Math.abs(low), scale);
  }

  /**
   * Whether a run that ends now may have exploded: its last loss is more than ten times its first
   * one; or no loss was seen after an update that has to be doubted: the only one, or the last one
   * with a learning rate, or rate times gradient, of more than ten times those before it; or an
   * update was a thousand times those before it, whose loss other batches need not show.
   *
   * @param loss the last one, or one that was measured later
   */
  public boolean isSuspicious(double loss) {
    return batches == 1
        || moves.lastJumped
        || moves.everJumped
        || !(loss - first <= (SUSPICIOUS - 1) * Math.abs(first));
  }

  /** The loss of the last good batch; NaN before the first. */
  public double last() {
    return last;
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {
      batches,
      lowest,
      first,
      last,
      scale,
      moves.largest[0],
      moves.largest[1],
      moves.lastJumped ? 1 : 0,
      moves.everJumped ? 1 : 0
    };
  }

  /** Continues from a state; earlier versions saved the first two, or five, of its numbers. */
  public void restore(double[] state) {
    batches = (long) state[0];
    lowest = state[1];
    first = state.length > 2 ? state[2] : Double.NaN;
    last = state.length > 2 ? state[3] : Double.NaN;
    scale = state.length > 2 ? state[4] : Math.abs(lowest);
    moves.largest[0] = state.length > 5 ? state[5] : 0;
    moves.largest[1] = state.length > 5 ? state[6] : 0;
    moves.lastJumped = state.length > 5 && state[7] != 0;
    moves.everJumped = state.length > 5 && state[8] != 0;
  }
}
