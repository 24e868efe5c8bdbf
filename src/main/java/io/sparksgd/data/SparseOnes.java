package io.sparksgd.data;

import io.sparksgd.math.SparseReader;
import java.util.Arrays;

/** Sparse rows whose stored values are all 1: only their indices are kept. */
final class SparseOnes extends SparseBlock {
  private static final long serialVersionUID = 1L;

  SparseOnes(int features, int[] starts, int[] indices, double[] labels, double[] weights) {
    super(features, starts, indices, labels, weights);
  }

  @Override
  void single(RowSelection rows, int from, int to, double[] parameters, double[] margins) {
    for (int i = from; i < to; i++) {
      int row = rows.row(i);
      margins[i - from] = dot(starts[row], starts[row + 1], parameters);
    }
  }

  /** Four sums by the position in the row: the additions of one sum wait for each other. */
  private double dot(int start, int end, double[] parameters) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int e = start;
    for (; e + 3 < end; e += 4) {
      s0 += parameters[indices[e]];
      s1 += parameters[indices[e + 1]];
      s2 += parameters[indices[e + 2]];
      s3 += parameters[indices[e + 3]];
    }
    if (e < end) {
      s0 += parameters[indices[e]];
    }
    if (e + 1 < end) {
      s1 += parameters[indices[e + 1]];
    }
    if (e + 2 < end) {
      s2 += parameters[indices[e + 2]];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  void addSingle(RowSelection rows, int from, int to, double[] factors, double[] sum) {
    for (int i = from; i < to; i++) {
      double factor = factors[i - from];
      if (factor == 0) {
        continue;
      }
      int row = rows.row(i);
      int end = starts[row + 1];
      for (int e = starts[row]; e < end; e++) {
        sum[indices[e]] += factor;
      }
    }
  }

  @Override
  long touchValues(int from, int to) {
    return 0;
  }

  @Override
  double[] wide(int from, int to, double[] scratch) {
    Arrays.fill(scratch, 0, to - from, 1.0);
    return scratch;
  }

  @Override
  int wideStart(int from) {
    return 0;
  }

  @Override
  public int copyRow(int row, int[] copiedIndices, double[] cells, int at) {
    int start = starts[row];
    int count = starts[row + 1] - start;
    System.arraycopy(indices, start, copiedIndices, at, count);
    if (cells != null) {
      Arrays.fill(cells, at, at + count, 1.0);
    }
    return at + count;
  }

  @Override
  boolean isAllOnes() {
    return true;
  }

  @Override
  public void read(int row, SparseReader reader) {
    reader.ones(indices, starts[row], starts[row + 1]);
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int e = starts[row]; e < starts[row + 1]; e++) {
      visitor.visit(indices[e], 1.0);
    }
  }
}
