package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
import java.util.Arrays;

/** Rows stored row-major: feature j of row r stands at {@code r * features + j}. */
abstract sealed class DenseBlock extends RowBlock permits DenseDoubles, DenseFloats {
  private static final long serialVersionUID = 1L;

  /** Fewer were slower even when the rows of a tile fill the fastest cache. */
  private static final int FEWEST_ROWS = 8;

  private static final int MOST_ROWS = 32;

  private final int features;

  DenseBlock(int features, double[] labels, double[] weights) {
    super(labels, weights);
    this.features = features;
  }

  @Override
  public final int features() {
    return features;
  }

  @Override
  public final long storedValues() {
    return (long) rows() * features;
  }

  @Override
  public final int storedValues(int row) {
    return features;
  }

  @Override
  public final int rowsPerTile() {
    // Kernels take four rows at once.
    int fit = TILE_BYTES / (Double.BYTES * Math.max(1, features)) & -4;
    return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, fit));
  }

  /** {@link io.sparksgd.math.RowKernels#dots} of the rows that begin at these positions. */
  abstract void dots(int[] starts, int count, double[] parameters, double[] margins);

  /** {@link io.sparksgd.math.RowKernels#addRows} of the rows that begin at these positions. */
  abstract void add(int[] starts, double[] factors, int count, double[] sum);

  /** An array that holds a row as doubles; maybe the block's own. */
  abstract double[] wide(int start, double[] scratch);

  /** Where the row begins in the array that {@link #wide} returned. */
  abstract int wideStart(int start);

  @Override
  final void single(RowSelection rows, int from, int to, double[] parameters, double[] margins) {
    int[] starts = new int[to - from];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = rows.row(from + i) * features;
    }
    dots(starts, starts.length, parameters, margins);
  }

  @Override
  final void addSingle(RowSelection rows, int from, int to, double[] factors, double[] sum) {
    int[] starts = new int[to - from];
    double[] used = new double[to - from];
    int count = 0;
    for (int i = 0; i < starts.length; i++) {
      if (factors[i] != 0) {
        starts[count] = rows.row(from + i) * features;
        used[count] = factors[i];
        count++;
      }
    }
    add(starts, used, count, sum);
  }

  @Override
  final void multiple(
      RowSelection rows, int from, int to, double[] parameters, int outputs, double[] margins) {
    double[] scratch = new double[features];
    double[] out = new double[outputs];
    for (int i = from; i < to; i++) {
      int start = rows.row(i) * features;
      Arrays.fill(out, 0.0);
      products(wide(start, scratch), wideStart(start), parameters, out);
      System.arraycopy(out, 0, margins, (i - from) * outputs, outputs);
    }
  }

  /** Four features a pass over the outputs; added from left to right, as one by one. */
  private void products(double[] values, int start, double[] parameters, double[] out) {
    int outputs = out.length;
    int at = 0;
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
  final void addMultiple(
      RowSelection rows, int from, int to, double[] factors, int outputs, double[] sum) {
    double[] scratch = new double[features];
    for (int i = from; i < to; i++) {
      int start = rows.row(i) * features;
      double[] a = Arrays.copyOfRange(factors, (i - from) * outputs, (i - from + 1) * outputs);
      addProducts(a, wide(start, scratch), wideStart(start), sum);
    }
  }

  private void addProducts(double[] a, double[] values, int start, double[] sum) {
    int outputs = a.length;
    int at = 0;
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

  /** The beginning of a row: the processor itself goes on from there. */
  @Override
  final long touchValues(int row) {
    return features == 0 ? 0 : touchValue(row * features);
  }

  /** Reads a value. */
  abstract long touchValue(int at);

  @Override
  public void addIndices(int row, IndexSet indices) {
    indices.addRange(0, features);
  }
}
