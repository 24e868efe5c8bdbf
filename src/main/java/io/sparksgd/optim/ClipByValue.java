package io.sparksgd.optim;

import io.sparksgd.math.IndexSet;

/** Limits each component: {@code u = max(-maximum, min(maximum, u))}. */
public final class ClipByValue implements SparseTransform {
  private final double maximum;

  /**
   * A clip.
   *
   * @param maximum absolute value that no component exceeds afterwards
   */
  public ClipByValue(double maximum) {
    Arguments.positive("clip-value", maximum);
    this.maximum = maximum;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      update[i] = clipped(update[i]);
    }
  }

  @Override
  public void apply(double[] update, IndexSet touched, double[] weights, Step step) {
    int[] at = touched.members();
    for (int i = 0; i < touched.size(); i++) {
      update[at[i]] = clipped(update[at[i]]);
    }
  }

  private double clipped(double value) {
    return Math.max(-maximum, Math.min(maximum, value));
  }
}
