package io.sparksgd.data;

import io.sparksgd.math.CounterRandom;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Seeded random rows as plain matrices, and packed. */
final class RandomRows {

  private RandomRows() {}

  /** Gaussian cells; the others are 0. */
  static double[][] matrix(long seed, int rows, int features, double density) {
    double[][] matrix = new double[rows][features];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < features; j++) {
        long counter = (long) i * features + j;
        if (CounterRandom.uniform(seed, 1, counter) < density) {
          matrix[i][j] = CounterRandom.gaussian(seed, 2, counter);
        }
      }
    }
    return matrix;
  }

  static double[] vector(long seed, int length) {
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = CounterRandom.gaussian(seed, 3, i);
    }
    return vector;
  }

  static DenseBlock dense(double[][] matrix) {
    int features = matrix[0].length;
    return new DenseDoubles(features, cells(matrix), new double[matrix.length], null);
  }

  static DenseBlock denseFloats(double[][] matrix) {
    int features = matrix[0].length;
    return new DenseFloats(features, floats(cells(matrix)), new double[matrix.length], null);
  }

  static SparseBlock sparse(double[][] matrix) {
    Entries entries = new Entries(matrix);
    return new SparseDoubles(
        matrix[0].length,
        entries.starts,
        entries.indices,
        entries.values,
        new double[matrix.length],
        null);
  }

  static SparseBlock sparseFloats(double[][] matrix) {
    Entries entries = new Entries(matrix);
    return new SparseFloats(
        matrix[0].length,
        entries.starts,
        entries.indices,
        floats(entries.values),
        new double[matrix.length],
        null);
  }

  /** Of a matrix of zeros and ones. */
  static SparseBlock sparseOnes(double[][] matrix) {
    Entries entries = new Entries(matrix);
    return new SparseOnes(
        matrix[0].length, entries.starts, entries.indices, new double[matrix.length], null);
  }

  /** The same cells, rounded to floats. */
  static double[][] rounded(double[][] matrix) {
    return map(matrix, cell -> (float) cell);
  }

  /** 1 where a cell is not 0. */
  static double[][] ones(double[][] matrix) {
    return map(matrix, cell -> cell == 0 ? 0 : 1);
  }

  private static double[][] map(double[][] matrix, DoubleUnaryOperator function) {
    double[][] mapped = new double[matrix.length][];
    for (int i = 0; i < matrix.length; i++) {
      mapped[i] = Arrays.stream(matrix[i]).map(function).toArray();
    }
    return mapped;
  }

  private static double[] cells(double[][] matrix) {
    return Arrays.stream(matrix).flatMapToDouble(Arrays::stream).toArray();
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static final class Entries {
    final int[] starts;
    final int[] indices;
    final double[] values;

    Entries(double[][] matrix) {
      starts = new int[matrix.length + 1];
      values = Arrays.stream(cells(matrix)).filter(cell -> cell != 0).toArray();
      indices = new int[values.length];
      int entries = 0;
      for (int i = 0; i < matrix.length; i++) {
        for (int j = 0; j < matrix[i].length; j++) {
          if (matrix[i][j] != 0) {
            indices[entries++] = j;
          }
        }
        starts[i + 1] = entries;
      }
    }
  }
}
