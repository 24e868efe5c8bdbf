package io.sparksgd.optim;

/** Limits each component: {@code u = max(-maximum, min(maximum, u))}. */
public final class ClipByValue implements Transform {
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
      update[i] = Math.max(-maximum, Math.min(maximum, update[i]));
    }
  }
}
