package io.sparksgd.data;

import java.util.Arrays;

/** Rows stored row-major: {@code values[row * features + j]}. */
final class DenseBlock extends RowBlock {
  private static final long serialVersionUID = 1L;

  private final int features;
  private final double[] values;

  DenseBlock(int features, double[] values, double[] labels, double[] weights) {
    super(labels, weights);
    this.features = features;
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
    return super.bytes() + 8L * values.length;
  }

  @Override
  public double dot(int row, double[] parameters, int offset) {
    int start = row * features;
    // Four sums: the additions of one sum wait for each other.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < features; j += 4) {
      s0 += values[start + j] * parameters[offset + j];
      s1 += values[start + j + 1] * parameters[offset + j + 1];
      s2 += values[start + j + 2] * parameters[offset + j + 2];
      s3 += values[start + j + 3] * parameters[offset + j + 3];
    }
    for (; j < features; j++) {
      s0 += values[start + j] * parameters[offset + j];
    }
    return (s0 + s1) + (s2 + s3);
  }

  @Override
  public void axpy(double a, int row, double[] sum, int offset) {
    int start = row * features;
    for (int j = 0; j < features; j++) {
      sum[offset + j] += a * values[start + j];
    }
  }

  @Override
  public void dots(int row, double[] parameters, int offset, int outputs, double[] out) {
    Arrays.fill(out, 0, outputs, 0.0);
    int start = row * features;
    for (int j = 0; j < features; j++) {
      double x = values[start + j];
      if (x != 0.0) {
        int at = offset + j * outputs;
        for (int k = 0; k < outputs; k++) {
          out[k] += x * parameters[at + k];
        }
      }
    }
  }

  @Override
  public void outer(double[] a, int outputs, int row, double[] sum, int offset) {
    int start = row * features;
    for (int j = 0; j < features; j++) {
      double x = values[start + j];
      if (x != 0.0) {
        int at = offset + j * outputs;
        for (int k = 0; k < outputs; k++) {
          sum[at + k] += a[k] * x;
        }
      }
    }
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int j = 0; j < features; j++) {
      visitor.visit(j, values[row * features + j]);
    }
  }
}
