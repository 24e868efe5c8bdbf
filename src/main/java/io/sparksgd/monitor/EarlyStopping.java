package io.sparksgd.monitor;

import java.util.Optional;

/**
 * Ends a run when a metric has not improved for some evaluations in a row. A NaN is no improvement.
 */
public final class EarlyStopping {
  private final Metric metric;
  private final int patience;
  private final double minDelta;
  private boolean started;
  private double best;
  private int worse;

  /**
   * A rule.
   *
   * @param patience evaluations in a row without improvement that end the run; at least 1
   * @param minDelta an improvement is more than this
   */
  public EarlyStopping(Metric metric, int patience, double minDelta) {
    if (patience < 1) {
      throw new IllegalArgumentException("Invalid patience: " + patience + " (allowed: 1 or more)");
    }
    if (!(minDelta >= 0)) {
      throw new IllegalArgumentException(
          "Invalid min-delta: " + minDelta + " (allowed: a number from 0)");
    }
    this.metric = metric;
    this.patience = patience;
    this.minDelta = minDelta;
  }

  /** Adds an evaluation; returns the reason to end the run, if there is one. */
  public Optional<String> observe(double value) {
    boolean lower = metric.direction() == Metric.Direction.LOWER;
    double needed = lower ? best - minDelta : best + minDelta;
    if (started ? metric.isBetter(value, needed) : !Double.isNaN(value)) {
      started = true;
      best = value;
      worse = 0;
      return Optional.empty();
    }
    worse++;
    return reason();
  }

  /** The reason to end the run after the evaluations so far, if there is one. */
  public Optional<String> reason() {
    if (worse < patience) {
      return Optional.empty();
    }
    return Optional.of(
        "Stopped early: "
            + metric.key()
            + " was not better than "
            + (started ? Text.number(best) : "NaN")
            + " in "
            + worse
            + (worse == 1 ? " evaluation." : " evaluations."));
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {started ? 1 : 0, best, worse};
  }

  /** Continues from a state. */
  public void restore(double[] state) {
    started = state[0] != 0;
    best = state[1];
    worse = (int) state[2];
  }
}
