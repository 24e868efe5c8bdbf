package io.sparksgd.data;

import java.util.Arrays;

/**
 * Rows in compressed sparse row format: row r has the entries {@code starts[r]} to {@code starts[r
 * + 1] - 1}.
 */
final class SparseBlock extends RowBlock {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final int[] starts;
  private final int[] indices;
  private final double[] values;

  SparseBlock(
      int features,
      int[] starts,
      int[] indices,
      double[] values,
      double[] labels,
      double[] weights) {
    super(labels, weights);
    this.features = features;
    this.starts = starts;
    this.indices = indices;
    this.values = values;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public long storedValues() {
    return values.length;
  }

  @Override
  public long bytes() {
    return super.bytes() + 4L * starts.length + 12L * values.length;
  }

  @Override
  public double dot(int row, double[] parameters, int offset) {
    double sum = 0;
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      sum += values[i] * parameters[offset + indices[i]];
    }
    return sum;
  }

  @Override
  public void axpy(double a, int row, double[] sum, int offset) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      sum[offset + indices[i]] += a * values[i];
    }
  }

  @Override
  public void dots(int row, double[] parameters, int offset, int outputs, double[] out) {
    Arrays.fill(out, 0, outputs, 0.0);
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      double x = values[i];
      int at = offset + indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] += x * parameters[at + k];
      }
    }
  }

  @Override
  public void outer(double[] a, int outputs, int row, double[] sum, int offset) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      double x = values[i];
      int at = offset + indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[at + k] += a[k] * x;
      }
    }
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      visitor.visit(indices[i], values[i]);
    }
  }
}
