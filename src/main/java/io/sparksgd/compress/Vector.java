package io.sparksgd.compress;

/** Checks of what is encoded, with one wording for all. */
final class Vector {
  /** The bits of a double without its sign, which are in the order of the magnitudes. */
  static final long MAGNITUDE = Long.MAX_VALUE;

  private static final long LAST_OF_EXPONENT = 1L << 52;

  private Vector() {}

  static void checkSize(double[] vector, int size) {
    if (vector.length != size) {
      throw new IllegalArgumentException(
          "Invalid vector: " + vector.length + " values (allowed: " + size + ")");
    }
  }

  /** Refuses another length, and values that are NaN or infinite. */
  static void check(double[] vector, int size) {
    checkSize(vector, size);
    long carries = 0;
    for (double value : vector) {
      carries |= carry(Double.doubleToRawLongBits(value));
    }
    if (carries < 0) {
      refuse(vector);
    }
  }

  /**
   * Negative for the bits of NaN and of infinity, whose exponents of ones only carry into the sign:
   * a test without a branch a value.
   */
  static long carry(long bits) {
    return (bits & MAGNITUDE) + LAST_OF_EXPONENT;
  }

  private static void refuse(double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException(
            "Invalid vector: value " + i + " is " + vector[i] + " (allowed: finite numbers)");
      }
    }
  }

  /** The largest magnitude; 0 when there are no values. */
  static double largest(double[] vector, int from, int to) {
    // Faster than Math.max of doubles, which minds NaN and the sign of zeros.
    long largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Double.doubleToRawLongBits(vector[i]) & MAGNITUDE);
    }
    return Double.longBitsToDouble(largest);
  }
}
