package io.sparksgd.data;

/**
 * How feature values are stored. Arithmetic is in double whatever is stored, and values that are
 * all 1 are not stored at all.
 */
public enum Precision {
  /**
   * As floats in the blocks where every value is a float exactly, otherwise as doubles: the results
   * are those of {@link #FLOAT64}, bit for bit.
   */
  AUTO,
  /** As the nearest floats; beyond their range as the largest ones. */
  FLOAT32,
  /** As doubles. */
  FLOAT64;

  /** The value as it is stored in a float. */
  static float narrow(double value) {
    float nearest = (float) value;
    if (Float.isInfinite(nearest) && !Double.isInfinite(value)) {
      return Math.copySign(Float.MAX_VALUE, nearest);
    }
    return nearest;
  }

  /** Whether the first {@code count} values are to be stored as floats. */
  boolean narrows(double[] values, int count) {
    if (this != AUTO) {
      return this == FLOAT32;
    }
    for (int i = 0; i < count; i++) {
      if ((float) values[i] != values[i]) {
        return false;
      }
    }
    return true;
  }
}
