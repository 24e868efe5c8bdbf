package io.sparksgd.math;

/**
 * Exponentials of numbers up to 0, and {@code log(1 + x)} of their results: what losses of one row
 * after the other consist of. The loops over arrays are of a form that the JVM turns into vector
 * instructions, which {@code Math.exp} is not; a number's result is the same alone and among
 * others, and on every machine.
 *
 * <p>The usual way (Muller: Elementary Functions, 2016): {@code exp(x) = 2^k exp(r)} with k the
 * integer nearest to {@code x / log 2}, and {@code log(1 + x) = 2 artanh(x / (2 + x))}. The
 * polynomials are Chebyshev's for {@code (exp(r) - 1 - r) / r^2} with {@code |r| <= log(2) / 2} and
 * for {@code (artanh(s) / s - 1) / s^2} with {@code s^2 <= 1/9}, computed in 60 digits; what they
 * leave out is below 2e-17 of the result. They are added in the order of Estrin, not Horner: a
 * chain of ten products and sums would wait for each other.
 */
public final class Exponentials {
  /** Added to a number, leaves its nearest integer in the last bits of the sum. */
  private static final double ROUNDER = 0x1.8p52;

  private static final double LOG2_E = 0x1.71547652b82fep0;

  /** The first 31 bits of log 2, so that its products with exponents are exact; and the rest. */
  private static final double LOG_2_HIGH = 0x1.62e42fecp-1;

  private static final double LOG_2_LOW = 0x1.d1cf79abc9e3bp-32;
  private static final int EXPONENT_BIAS = 1023;
  private static final int FRACTION_BITS = 52;

  /** Smaller ones have exponentials that are subnormal or 0. */
  private static final double LEAST = -708;

  private Exponentials() {}

  /**
   * {@code exp(x)}, within 1 ulp.
   *
   * @param x at most 0; NaN gives NaN
   */
  public static double exp(double x) {
    double shifted = shifted(x);
    return scaled(x, shifted, exponentialOfRest(x, shifted));
  }

  /**
   * Replaces the first numbers of an array by their exponentials.
   *
   * @param x at most 0
   * @param scratch as long as the count; likewise {@code other}
   */
  public static void exp(double[] x, int count, double[] scratch, double[] other) {
    // Three loops: the last one's integers would keep the others from vectors.
    for (int i = 0; i < count; i++) {
      scratch[i] = shifted(x[i]);
    }
    for (int i = 0; i < count; i++) {
      other[i] = exponentialOfRest(x[i], scratch[i]);
    }
    for (int i = 0; i < count; i++) {
      x[i] = scaled(x[i], scratch[i], other[i]);
    }
  }

  private static double shifted(double x) {
    return x * LOG2_E + ROUNDER;
  }

  /** {@code exp(r)}. */
  private static double exponentialOfRest(double x, double shifted) {
    double k = shifted - ROUNDER;
    double r = (x - k * LOG_2_HIGH) - k * LOG_2_LOW;
    double rest =
        polynomial(
            r,
            0x1.0000000000001p-1,
            0x1.5555555555556p-3,
            0x1.5555555553d63p-5,
            0x1.11111111109b3p-7,
            0x1.6c16c1788bd90p-10,
            0x1.a01a01a7c41d5p-13,
            0x1.a019b90d2ae7ap-16,
            0x1.71de0dae63bb3p-19,
            0x1.289185613a3d6p-22,
            0x1.af38a9b0ec855p-26);
    return 1 + (r + (r * r) * rest);
  }

  /** Times {@code 2^k}, of which the shifted number has the exponent in its last bits. */
  private static double scaled(double x, double shifted, double exponentialOfRest) {
    if (x < LEAST) {
      return Math.exp(x);
    }
    long bits = Double.doubleToRawLongBits(shifted) + EXPONENT_BIAS;
    return exponentialOfRest * Double.longBitsToDouble(bits << FRACTION_BITS);
  }

  /**
   * {@code log(1 + x)}, within 2 ulp, also for tiny x.
   *
   * @param x of {@code [0, 1]}; NaN gives NaN
   */
  public static double log1p(double x) {
    double s = x / (2 + x);
    double z = s * s;
    double rest =
        polynomial(
            z,
            0x1.5555555555555p-2,
            0x1.999999999a3ddp-3,
            0x1.24924923d44c6p-3,
            0x1.c71c727143318p-4,
            0x1.745cf0b0e03bdp-4,
            0x1.3b18b294bebf9p-4,
            0x1.10ac75dc602b1p-4,
            0x1.eb905e8575054p-5,
            0x1.687a6e7c95176p-5,
            0x1.4b0a26c5f2aefp-4);
    double twice = s + s;
    return twice + twice * (z * rest);
  }

  /** {@code c0 + c1 x + ... + c9 x^9}, in Estrin's order. */
  private static double polynomial(
      double x,
      double c0,
      double c1,
      double c2,
      double c3,
      double c4,
      double c5,
      double c6,
      double c7,
      double c8,
      double c9) {
    double x2 = x * x;
    double x4 = x2 * x2;
    double low = (c0 + x * c1) + x2 * (c2 + x * c3);
    double middle = (c4 + x * c5) + x2 * (c6 + x * c7);
    double high = c8 + x * c9;
    return (low + x4 * middle) + (x4 * x4) * high;
  }
}
