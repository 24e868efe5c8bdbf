package io.sparksgd.monitor;

/**
 * A smoothed training loss: an exponential moving average over batches, weighted by their rows and
 * corrected for its start, {@code sum a^(n-i) r_i l_i / sum a^(n-i) r_i}.
 */
public final class RunningLoss {
  /** Half of the average comes from the last 35 batches. */
  private static final double DECAY = 1 - 1.0 / 50;

  private double losses;
  private double weights;

  public void add(double loss, long rows) {
    losses = DECAY * losses + rows * loss;
    weights = DECAY * weights + rows;
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {losses, weights};
  }

  /** Continues from a state. */
  public void restore(double[] state) {
    losses = state[0];
    weights = state[1];
  }

  /** The average; NaN before the first batch. */
  public double value() {
    return losses / weights;
  }
}
