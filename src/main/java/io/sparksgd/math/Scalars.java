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
    return Math.max(x, 0) + log1pOfUnit(Math.exp(-Math.abs(x)));
  }

  /**
   * {@code log(1 + x)} for x of {@code [0, 1]}, to the last digits also for tiny x.
   *
   * <p>The logarithm of the rounded sum, corrected for the rounding (Goldberg: What Every Computer
   * Scientist Should Know About Floating-Point Arithmetic, 1991, theorem 4): {@code Math.log1p} is
   * no intrinsic of the JVM and takes nearly twice as long.
   */
  public static double log1pOfUnit(double x) {
    double sum = 1 + x;
    return sum == 1 ? x : Math.log(sum) * (x / (sum - 1));
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
