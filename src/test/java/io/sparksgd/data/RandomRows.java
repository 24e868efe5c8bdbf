package io.sparksgd.data;

import io.sparksgd.math.CounterRandom;

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
    double[] values = new double[matrix.length * features];
    for (int i = 0; i < matrix.length; i++) {
      System.arraycopy(matrix[i], 0, values, i * features, features);
    }
    return new DenseBlock(features, values, new double[matrix.length], null);
  }

  static SparseBlock sparse(double[][] matrix) {
    int features = matrix[0].length;
    int[] starts = new int[matrix.length + 1];
    int[] indices = new int[matrix.length * features];
    double[] values = new double[matrix.length * features];
    int entries = 0;
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < features; j++) {
        if (matrix[i][j] != 0) {
          indices[entries] = j;
          values[entries++] = matrix[i][j];
        }
      }
      starts[i + 1] = entries;
    }
    return new SparseBlock(features, starts, indices, values, new double[matrix.length], null);
  }
}
