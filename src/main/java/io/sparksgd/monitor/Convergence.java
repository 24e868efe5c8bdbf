package io.sparksgd.monitor;

import java.util.Optional;

/**
 * Ends a run whose training loss no longer falls: the mean loss of an epoch was not below {@code
 * best - tolerance * |best|} for {@value #PATIENCE} epochs in a row. The mean over an epoch smooths
 * the noise of small batches; with full batches every step is an epoch.
 */
public final class Convergence {
  static final int PATIENCE = 5;

  private final double tolerance;
  private final long trainingRows;
  private double lossSum;
  private long rows;

  /** Rows of the epoch that made no update, because they have weight 0. */
  private long passed;

  private double best = Double.POSITIVE_INFINITY;
  private int stalled;

  /**
   * A rule.
   *
   * @param tolerance share of the loss, from 0
   * @param trainingRows rows of an epoch
   */
  public Convergence(double tolerance, long trainingRows) {
    this.tolerance = tolerance;
    this.trainingRows = trainingRows;
  }

  /**
   * Adds a step; returns the reason to end the run, if there is one.
   *
   * @param loss mean loss of the step
   * @param batchRows rows of the step
   */
  public Optional<String> observe(double loss, long batchRows) {
    lossSum += loss * batchRows;
    rows += batchRows;
    if (rows + passed < trainingRows) {
      return Optional.empty();
    }
    double mean = lossSum / rows;
    lossSum = 0;
    rows = 0;
    passed = 0;
    if (Double.isInfinite(best) || mean < best - tolerance * Math.abs(best)) {
      stalled = 0;
    } else {
      stalled++;
    }
    best = Math.min(best, mean);
    return reason();
  }

  /** Rows of weight 0 were drawn: they have no loss, but count in the epoch. */
  public void pass(long batchRows) {
    passed += batchRows;
  }

  /** The reason to end the run after the steps so far, if there is one. */
  public Optional<String> reason() {
    if (stalled < PATIENCE) {
      return Optional.empty();
    }
    return Optional.of(
        "Converged: the training loss fell by no more than "
            + Text.number(tolerance)
            + " of it for "
            + PATIENCE
            + " epochs in a row.");
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {lossSum, rows, best, stalled, passed};
  }

  /** Restores a state. Earlier versions did not save the number of rows of weight 0. */
  public void restore(double[] state) {
    lossSum = state[0];
    rows = (long) state[1];
    best = state[2];
    stalled = (int) state[3];
    passed = state.length > 4 ? (long) state[4] : 0;
  }
}
