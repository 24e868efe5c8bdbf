package io.sparksgd.math;

/**
 * Receives the values of a sparse vector where they lie, in the form that its owner has them: for
 * loops that can afford neither a copy nor a call a value. The arrays are the owner's and are only
 * to be read; the vector's part of them goes from {@code from} (inclusive) to {@code to}
 * (exclusive).
 */
public interface SparseReader {
  /** A vector of doubles. */
  void doubles(int[] coordinates, double[] values, int from, int to);

  /** A vector of floats. */
  void floats(int[] coordinates, float[] values, int from, int to);

  /** A vector whose values are all 1. */
  void ones(int[] coordinates, int from, int to);
}
