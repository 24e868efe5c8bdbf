package io.sparksgd.math;

/** Scalar functions that neither overflow nor lose their digits at large arguments. */
public final class Scalars {

  private Scalars() {}

  /** {@code 1 / (1 + exp(-x))}. */
  public static double sigmoid(double x) {
    if (x >= 0) {
      return 1 / (1 + Math.exp(-x));
    }
    double e = Math.exp(x);
    return e / (1 + e);
  }

  /** {@code log(1 + exp(x))}. */
  public static double log1pExp(double x) {
    return Math.max(x, 0) + Exponentials.log1p(Math.exp(-Math.abs(x)));
  }

  /**
   * {@code log(sum_i exp(values[i]))} over the first {@code count} values; negative infinity when
   * there are none.
   */
  public static double logSumExp(double[] values, int count) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      largest = Math.max(largest, values[i]);
    }
    if (Double.isInfinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(values[i] - largest);
    }
    return largest + Math.log(sum);
  }
}
