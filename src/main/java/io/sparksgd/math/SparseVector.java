package io.sparksgd.math;

import java.util.Arrays;

/**
 * The values of some coordinates of a long vector, which is 0 elsewhere: a growing list. Not
 * thread-safe.
 */
public final class SparseVector {
  private int[] coordinates = new int[64];
  private double[] values = new double[64];
  private int size;

  /**
   * Makes room for more coordinates, so that {@link #coordinates} and {@link #values} hold them.
   */
  public void reserve(int more) {
    int wanted = Math.addExact(size, more);
    if (wanted > values.length) {
      int length = Math.max(wanted, 2 * size);
      coordinates = Arrays.copyOf(coordinates, length);
      values = Arrays.copyOf(values, length);
    }
  }

  /** Appends a coordinate, which must not be there yet. */
  public void add(int coordinate, double value) {
    reserve(1);
    coordinates[size] = coordinate;
    values[size++] = value;
  }

  /**
   * Counts coordinates that were written into the arrays after the last one.
   *
   * @param more as many as were reserved, or fewer
   */
  public void wrote(int more) {
    size += more;
  }

  /** Number of coordinates. */
  public int size() {
    return size;
  }

  /** The coordinates: a live array, valid up to {@link #size()}. */
  public int[] coordinates() {
    return coordinates;
  }

  /** The value of each coordinate: a live array, valid up to {@link #size()}. */
  public double[] values() {
    return values;
  }

  /** Gives {@code reader} the values and their coordinates. */
  public void read(SparseReader reader) {
    reader.doubles(coordinates, values, 0, size);
  }

  /** {@code x_i *= a}. */
  public void scale(double a) {
    for (int i = 0; i < size; i++) {
      values[i] *= a;
    }
  }

  /** The Euclidean norm, as {@link Vectors#norm(double[])}. */
  public double norm() {
    return Vectors.norm(Arrays.copyOf(values, size));
  }

  /** Takes all coordinates out. */
  public void clear() {
    size = 0;
  }
}
