package io.sparksgd.compress;

import io.sparksgd.math.Vectors;
import java.util.Arrays;

/**
 * A matrix of low rank as a product of two thin ones, {@code M ~ P Q'}, whose columns are the
 * arrays.
 */
final class LowRank {
  /** A column depends on those before it if its remainder is smaller than this share. */
  private static final double INDEPENDENT = 1e-10;

  private final double[][] p;
  private final double[][] q;

  private LowRank(double[][] p, double[][] q) {
    this.p = p;
    this.q = q;
  }

  /** Factors without values: {@code rank} columns of {@code rows} and of {@code columns} values. */
  static LowRank zeros(int rank, int rows, int columns) {
    return new LowRank(new double[rank][rows], new double[rank][columns]);
  }

  /**
   * {@code P = orthonormal(M Q); Q = M' P}, this often: power iteration towards the largest
   * singular vectors.
   *
   * @param matrix row by row
   * @param start columns of the first Q; they are changed
   */
  static LowRank of(double[] matrix, double[][] start, int iterations) {
    int columns = start[0].length;
    double[][] p = new double[start.length][matrix.length / columns];
    for (int i = 0; i < iterations; i++) {
      for (int a = 0; a < p.length; a++) {
        multiply(matrix, start[a], p[a]);
      }
      orthonormalise(p);
      for (int a = 0; a < p.length; a++) {
        multiplyTransposed(matrix, p[a], start[a]);
      }
    }
    return new LowRank(p, start);
  }

  double[][] p() {
    return p;
  }

  double[][] q() {
    return q;
  }

  /** Adds {@code factor * P Q'} to the matrix that begins at this element of the sum. */
  void addTo(double factor, double[] sum, int offset) {
    for (int a = 0; a < p.length; a++) {
      double[] column = q[a];
      int at = offset;
      for (double coefficient : p[a]) {
        addScaled(factor * coefficient, column, sum, at);
        at += column.length;
      }
    }
  }

  private static void addScaled(double factor, double[] column, double[] sum, int at) {
    for (int c = 0; c < column.length; c++) {
      sum[at + c] += factor * column[c];
    }
  }

  /** {@code p = M q}. */
  private static void multiply(double[] matrix, double[] q, double[] p) {
    for (int r = 0; r < p.length; r++) {
      int at = r * q.length;
      double sum = 0;
      for (int c = 0; c < q.length; c++) {
        sum += matrix[at + c] * q[c];
      }
      p[r] = sum;
    }
  }

  /** {@code q = M' p}. */
  private static void multiplyTransposed(double[] matrix, double[] p, double[] q) {
    Arrays.fill(q, 0);
    for (int r = 0; r < p.length; r++) {
      int at = r * q.length;
      double factor = p[r];
      for (int c = 0; c < q.length; c++) {
        q[c] += factor * matrix[at + c];
      }
    }
  }

  /** Modified Gram-Schmidt; columns that depend on those before them become 0. */
  private static void orthonormalise(double[][] p) {
    for (int a = 0; a < p.length; a++) {
      double before = Vectors.norm(p[a]);
      // The second time removes what rounding left at the first one.
      for (int time = 0; time < 2; time++) {
        for (int b = 0; b < a; b++) {
          Vectors.axpy(-Vectors.dot(p[b], p[a]), p[b], p[a]);
        }
      }
      double norm = Vectors.norm(p[a]);
      Vectors.scale(norm > INDEPENDENT * before ? 1 / norm : 0, p[a]);
    }
  }
}
