package io.sparksgd.compress;

/** Checks of what is encoded, with one wording for all. */
final class Vector {
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
    // x * 0 is NaN for those and zero for the others; a sum has no branch to predict.
    double zero = 0;
    for (double value : vector) {
      zero += value * 0;
    }
    if (zero != 0) {
      refuse(vector);
    }
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
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(vector[i]));
    }
    return largest;
  }
}
