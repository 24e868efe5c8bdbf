package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
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
  public int storedValues(int row) {
    return features;
  }

  @Override
  public long bytes() {
    return super.bytes() + 8L * values.length;
  }

  @Override
  public double dot(int row, double[] parameters, int offset) {
    int start = row * features;
    // Four sums: the additions of one sum wait for each other. Feature j always goes to sum j mod
    // 4,
    // so that the width of the block, which depends on its other rows, does not change the result.
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
    if (j < features) {
      s0 += values[start + j] * parameters[offset + j];
    }
    if (j + 1 < features) {
      s1 += values[start + j + 1] * parameters[offset + j + 1];
    }
    if (j + 2 < features) {
      s2 += values[start + j + 2] * parameters[offset + j + 2];
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
    int at = offset;
    int j = 0;
    // Four features a pass over the outputs; added from left to right, as one by one.
    for (; j + 3 < features; j += 4) {
      double x0 = values[start + j];
      double x1 = values[start + j + 1];
      double x2 = values[start + j + 2];
      double x3 = values[start + j + 3];
      int at1 = at + outputs;
      int at2 = at1 + outputs;
      int at3 = at2 + outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] =
            out[k]
                + x0 * parameters[at + k]
                + x1 * parameters[at1 + k]
                + x2 * parameters[at2 + k]
                + x3 * parameters[at3 + k];
      }
      at = at3 + outputs;
    }
    for (; j < features; j++) {
      double x = values[start + j];
      for (int k = 0; k < outputs; k++) {
        out[k] += x * parameters[at + k];
      }
      at += outputs;
    }
  }

  @Override
  public void outer(double[] a, int outputs, int row, double[] sum, int offset) {
    int start = row * features;
    int at = offset;
    int j = 0;
    for (; j + 3 < features; j += 4) {
      double x0 = values[start + j];
      double x1 = values[start + j + 1];
      double x2 = values[start + j + 2];
      double x3 = values[start + j + 3];
      int at1 = at + outputs;
      int at2 = at1 + outputs;
      int at3 = at2 + outputs;
      for (int k = 0; k < outputs; k++) {
        double factor = a[k];
        sum[at + k] += factor * x0;
        sum[at1 + k] += factor * x1;
        sum[at2 + k] += factor * x2;
        sum[at3 + k] += factor * x3;
      }
      at = at3 + outputs;
    }
    for (; j < features; j++) {
      double x = values[start + j];
      for (int k = 0; k < outputs; k++) {
        sum[at + k] += a[k] * x;
      }
      at += outputs;
    }
  }

  @Override
  public RowBlock scaled(double[] factors) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i += features) {
      for (int j = 0; j < features; j++) {
        scaled[i + j] = values[i + j] * factors[j];
      }
    }
    return new DenseBlock(features, scaled, labelArray(), weightArray());
  }

  @Override
  public void addIndices(int row, IndexSet indices) {
    indices.addRange(0, features);
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int j = 0; j < features; j++) {
      visitor.visit(j, values[row * features + j]);
    }
  }
}
