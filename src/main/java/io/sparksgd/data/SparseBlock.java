package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
import java.util.Arrays;

/**
 * Rows in compressed sparse row format: row r has the entries {@code starts[r]} to {@code starts[r
 * + 1] - 1}.
 */
abstract sealed class SparseBlock extends RowBlock permits SparseDoubles, SparseFloats, SparseOnes {
  private static final long serialVersionUID = 1L;

  private static final int ROWS_PER_TILE = 64;

  /** Of a line of 64 bytes, as processors read memory. */
  private static final int INDICES_PER_LINE = 16;

  private final int features;

  /** For the classes of the single forms only, whose loops read it. */
  final int[] starts;

  /** For the classes of the single forms only, whose loops read it. */
  final int[] indices;

  SparseBlock(int features, int[] starts, int[] indices, double[] labels, double[] weights) {
    super(labels, weights);
    this.features = features;
    this.starts = starts;
    this.indices = indices;
  }

  @Override
  public final int features() {
    return features;
  }

  @Override
  public final long storedValues() {
    return indices.length;
  }

  @Override
  public final int storedValues(int row) {
    return starts[row + 1] - starts[row];
  }

  @Override
  public long bytes() {
    return super.bytes() + 4L * starts.length + 4L * indices.length;
  }

  @Override
  public final int rowsPerTile() {
    return ROWS_PER_TILE;
  }

  /** An array that holds the entries {@code from} to {@code to} as doubles; maybe the block's. */
  abstract double[] wide(int from, int to, double[] scratch);

  /** Where the entry {@code from} stands in the array that {@link #wide} returned. */
  abstract int wideStart(int from);

  @Override
  final void multiple(
      RowSelection rows, int from, int to, double[] parameters, int outputs, double[] margins) {
    double[] scratch = new double[longest(rows, from, to)];
    double[] out = new double[outputs];
    for (int i = from; i < to; i++) {
      int row = rows.row(i);
      double[] values = wide(starts[row], starts[row + 1], scratch);
      Arrays.fill(out, 0.0);
      products(row, values, wideStart(starts[row]) - starts[row], parameters, out);
      System.arraycopy(out, 0, margins, (i - from) * outputs, outputs);
    }
  }

  private int longest(RowSelection rows, int from, int to) {
    int longest = 0;
    for (int i = from; i < to; i++) {
      longest = Math.max(longest, storedValues(rows.row(i)));
    }
    return longest;
  }

  /**
   * Four features a pass over the outputs; added from left to right, as one by one.
   *
   * @param shift from an entry to its value
   */
  private void products(int row, double[] values, int shift, double[] parameters, double[] out) {
    int outputs = out.length;
    int end = starts[row + 1];
    int i = starts[row];
    for (; i + 3 < end; i += 4) {
      double x0 = values[shift + i];
      double x1 = values[shift + i + 1];
      double x2 = values[shift + i + 2];
      double x3 = values[shift + i + 3];
      int at0 = indices[i] * outputs;
      int at1 = indices[i + 1] * outputs;
      int at2 = indices[i + 2] * outputs;
      int at3 = indices[i + 3] * outputs;
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
      double x = values[shift + i];
      int at = indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        out[k] += x * parameters[at + k];
      }
    }
  }

  @Override
  final void addMultiple(
      RowSelection rows, int from, int to, double[] factors, int outputs, double[] sum) {
    double[] scratch = new double[longest(rows, from, to)];
    for (int i = from; i < to; i++) {
      int row = rows.row(i);
      double[] values = wide(starts[row], starts[row + 1], scratch);
      double[] a = Arrays.copyOfRange(factors, (i - from) * outputs, (i - from + 1) * outputs);
      addProducts(a, row, values, wideStart(starts[row]) - starts[row], sum);
    }
  }

  private void addProducts(double[] a, int row, double[] values, int shift, double[] sum) {
    int outputs = a.length;
    int end = starts[row + 1];
    int i = starts[row];
    // The four indices differ, so the order of the four additions does not matter.
    for (; i + 3 < end; i += 4) {
      double x0 = values[shift + i];
      double x1 = values[shift + i + 1];
      double x2 = values[shift + i + 2];
      double x3 = values[shift + i + 3];
      int at0 = indices[i] * outputs;
      int at1 = indices[i + 1] * outputs;
      int at2 = indices[i + 2] * outputs;
      int at3 = indices[i + 3] * outputs;
      for (int k = 0; k < outputs; k++) {
        double factor = a[k];
        sum[at0 + k] += factor * x0;
        sum[at1 + k] += factor * x1;
        sum[at2 + k] += factor * x2;
        sum[at3 + k] += factor * x3;
      }
    }
    for (; i < end; i++) {
      double x = values[shift + i];
      int at = indices[i] * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[at + k] += a[k] * x;
      }
    }
  }

  @Override
  final long touchValues(int row) {
    int start = starts[row];
    int end = starts[row + 1];
    long read = 0;
    for (int i = start; i < end; i += INDICES_PER_LINE) {
      read += indices[i];
    }
    return start == end ? read : read + indices[end - 1] + touchValues(start, end);
  }

  /** Reads from every line that holds values of the entries {@code from} to {@code to}. */
  abstract long touchValues(int from, int to);

  @Override
  public void addIndices(int row, IndexSet set) {
    for (int i = starts[row]; i < starts[row + 1]; i++) {
      set.add(indices[i]);
    }
  }
}
