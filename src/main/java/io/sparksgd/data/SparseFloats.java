package io.sparksgd.data;

import io.sparksgd.math.SparseReader;

/** Sparse rows of floats. */
final class SparseFloats extends SparseBlock {
  private static final long serialVersionUID = 1L;

  /** Of a line of 64 bytes, as processors read memory. */
  private static final int VALUES_PER_LINE = 16;

  private final float[] values;

  SparseFloats(
      int features,
      int[] starts,
      int[] indices,
      float[] values,
      double[] labels,
      double[] weights) {
    super(features, starts, indices, labels, weights);
    this.values = values;
  }

  @Override
  public long bytes() {
    return super.bytes() + 4L * values.length;
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
      s0 += values[e] * parameters[indices[e]];
      s1 += values[e + 1] * parameters[indices[e + 1]];
      s2 += values[e + 2] * parameters[indices[e + 2]];
      s3 += values[e + 3] * parameters[indices[e + 3]];
    }
    if (e < end) {
      s0 += values[e] * parameters[indices[e]];
    }
    if (e + 1 < end) {
      s1 += values[e + 1] * parameters[indices[e + 1]];
    }
    if (e + 2 < end) {
      s2 += values[e + 2] * parameters[indices[e + 2]];
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
        sum[indices[e]] += factor * values[e];
      }
    }
  }

  @Override
  long touchValues(int from, int to) {
    double read = values[to - 1];
    for (int i = from; i < to; i += VALUES_PER_LINE) {
      read += values[i];
    }
    return (long) read;
  }

  @Override
  double[] wide(int from, int to, double[] scratch) {
    for (int e = from; e < to; e++) {
      scratch[e - from] = values[e];
    }
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
    for (int i = 0; i < count; i++) {
      cells[at + i] = values[start + i];
    }
    return at + count;
  }

  @Override
  public void read(int row, SparseReader reader) {
    reader.floats(indices, values, starts[row], starts[row + 1]);
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int e = starts[row]; e < starts[row + 1]; e++) {
      visitor.visit(indices[e], values[e]);
    }
  }
}
