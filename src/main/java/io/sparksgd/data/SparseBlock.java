package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
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
  public int storedValues(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  public long bytes() {
    return super.bytes() + 4L * starts.length + 12L * values.length;
  }

  @Override
  public double dot(int row, double[] parameters, int offset) {
    int end = starts[row + 1];
    double sum = 0;
    for (int i = starts[row]; i < end; i++) {
      sum += values[i] * parameters[offset + indices[i]];
    }
    return sum;
  }

  @Override
  public void axpy(double a, int row, double[] sum, int offset) {
    int end = starts[row + 1];
    for (int i = starts[row]; i < end; i++) {
      sum[offset + indices[i]] += a * values[i];
    }
  }

  @Override
  public void dots(int row, double[] parameters, int offset, int outputs, double[] out) {
    Arrays.fill(out, 0, outputs, 0.0);
    int end = starts[row + 1];
    int i = starts[row];
    // Four features a pass over the outputs; added from left to right, as one by one.
    for (; i + 3 < end; i += 4) {
      double x0 = values[i];
      double x1 = values[i + 1];
      double x2 = values[i + 2];
      double x3 = values[i + 3];
      int at0 = offset + indices[i] * outputs;
      int at1 = offset + indices[i + 1] * outputs;
      int at2 = offset + indices[i + 2] * outputs;
      int at3 = offset + indices[i + 3] * outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] =
            out[k]
                + x0 * parameters[at0 + k]
                + x1 * parameters[at1 + k]
                + x2 * parameters[at2 + k]
                + x3 * parameters[at3 + k];
      }
    }
    for (; i < end; i++) {
      double x = values[i];
      int at = offset + indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] += x * parameters[at + k];
      }
    }
  }

  @Override
  public void outer(double[] a, int outputs, int row, double[] sum, int offset) {
    int end = starts[row + 1];
    int i = starts[row];
    // The four indices differ, so the order of the four additions does not matter.
    for (; i + 3 < end; i += 4) {
      double x0 = values[i];
      double x1 = values[i + 1];
      double x2 = values[i + 2];
      double x3 = values[i + 3];
      int at0 = offset + indices[i] * outputs;
      int at1 = offset + indices[i + 1] * outputs;
      int at2 = offset + indices[i + 2] * outputs;
      int at3 = offset + indices[i + 3] * outputs;
      for (int k = 0; k < outputs; k++) {
        double factor = a[k];
        sum[at0 + k] += factor * x0;
        sum[at1 + k] += factor * x1;
        sum[at2 + k] += factor * x2;
        sum[at3 + k] += factor * x3;
      }
    }
    for (; i < end; i++) {
      double x = values[i];
      int at = offset + indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[at + k] += a[k] * x;
      }
    }
  }

  @Override
  public RowBlock scaled(double[] factors) {
    double[] scaled = new double[values.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = values[i] * factors[indices[i]];
    }
    return new SparseBlock(features, starts, indices, scaled, labelArray(), weightArray());
  }

  @Override
  public void addIndices(int row, IndexSet set) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      set.add(indices[i]);
    }
  }

  @Override
  public void forEach(int row, FeatureVisitor visitor) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      visitor.visit(indices[i], values[i]);
    }
  }
}
