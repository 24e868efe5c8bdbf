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

  /** Rows of the epoch that made no update, as they have no weight. */
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
   * Takes a step in; the reason why the run ends, if it does.
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

  /** Rows without weight were drawn: they have no loss, and belong to the epoch. */
  public void pass(long batchRows) {
    passed += batchRows;
  }

  /** Why the run ends after what was observed so far, if it does. */
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

  /** Continues from a state; earlier versions had no rows without weight in it. */
  public void restore(double[] state) {
    lossSum = state[0];
    rows = (long) state[1];
    best = state[2];
    stalled = (int) state[3];
    passed = state.length > 4 ? (long) state[4] : 0;
  }
}
