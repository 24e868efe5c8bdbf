package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;

/** Limits each component: {@code u = max(-maximum, min(maximum, u))}. */
public final class ClipByValue implements SparseTransform {
  private final double maximum;

  /**
   * A clip.
   *
   * @param maximum absolute value that no component exceeds afterwards
   */
  public ClipByValue(double maximum) {
    RuleArguments.positive("clip-value", maximum);
    this.maximum = maximum;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      update[i] = clipped(update[i]);
    }
  }

  @Override
  public void apply(SparseVector update, double[] weights, Step step) {
    double[] values = update.values();
    for (int i = 0; i < update.size(); i++) {
      values[i] = clipped(values[i]);
    }
  }

  private double clipped(double value) {
    return Math.max(-maximum, Math.min(maximum, value));
  }
}
