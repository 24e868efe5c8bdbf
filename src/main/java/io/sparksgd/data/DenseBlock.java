package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
import io.sparksgd.math.SparseReader;
import java.util.Arrays;

/** Rows stored row-major: feature j of row r stands at {@code r * features + j}. */
abstract sealed class DenseBlock extends RowBlock permits DenseDoubles, DenseFloats {
  private static final long serialVersionUID = 1L;

  /**
   * The end of a tile interrupts the stream from memory, so many rows are better than few, although
   * they are read again from the second cache; more than so many gained nothing.
   */
  private static final int MOST_ROWS = 32;

  /** Half of a small second cache. */
  private static final int TILE_BYTES = 512 * 1024;

  /** Rows whose products are added in one pass over the sums. */
  private static final int ROWS_TOGETHER = 4;

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
    int fit = TILE_BYTES / (Double.BYTES * Math.max(1, features)) & -ROWS_TOGETHER;
    return Math.max(ROWS_TOGETHER, Math.min(MOST_ROWS, fit));
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
  public final void read(int row, SparseReader reader) {
    // A copy, unlike that of a sparse row: its indices lie nowhere.
    int[] indices = new int[features];
    double[] copied = new double[features];
    copyRow(row, indices, copied, 0);
    reader.doubles(indices, copied, 0, features);
  }

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
    double[] other = new double[features];
    Arrays.fill(margins, 0, (to - from) * outputs, 0.0);
    int i = from;
    for (; i + 1 < to; i += 2) {
      int first = rows.row(i) * features;
      int second = rows.row(i + 1) * features;
      twoProducts(
          wide(first, scratch),
          wideStart(first),
          wide(second, other),
          wideStart(second),
          parameters,
          outputs,
          margins,
          (i - from) * outputs);
    }
    if (i < to) {
      int start = rows.row(i) * features;
      products(
          wide(start, scratch),
          wideStart(start),
          parameters,
          outputs,
          margins,
          (i - from) * outputs);
    }
  }

  /**
   * Two rows share the loads of parameters, four features a pass over the outputs the loads and
   * stores of these; added from left to right, as one by one.
   */
  private void twoProducts(
      double[] x,
      int xAt,
      double[] y,
      int yAt,
      double[] parameters,
      int outputs,
      double[] out,
      int to) {
    int next = to + outputs;
    int j = 0;
    for (; j + 3 < features; j += 4) {
      double x0 = x[xAt + j];
      double x1 = x[xAt + j + 1];
      double x2 = x[xAt + j + 2];
      double x3 = x[xAt + j + 3];
      double y0 = y[yAt + j];
      double y1 = y[yAt + j + 1];
      double y2 = y[yAt + j + 2];
      double y3 = y[yAt + j + 3];
      int at0 = j * outputs;
      int at1 = at0 + outputs;
      int at2 = at1 + outputs;
      int at3 = at2 + outputs;
      for (int k = 0; k < outputs; k++) {
        double p0 = parameters[at0 + k];
        double p1 = parameters[at1 + k];
        double p2 = parameters[at2 + k];
        double p3 = parameters[at3 + k];
        out[to + k] = out[to + k] + x0 * p0 + x1 * p1 + x2 * p2 + x3 * p3;
        out[next + k] = out[next + k] + y0 * p0 + y1 * p1 + y2 * p2 + y3 * p3;
      }
    }
    for (; j < features; j++) {
      double x0 = x[xAt + j];
      double y0 = y[yAt + j];
      int at = j * outputs;
      for (int k = 0; k < outputs; k++) {
        out[to + k] += x0 * parameters[at + k];
        out[next + k] += y0 * parameters[at + k];
      }
    }
  }

  private void products(
      double[] x, int xAt, double[] parameters, int outputs, double[] out, int to) {
    for (int j = 0; j < features; j++) {
      double x0 = x[xAt + j];
      int at = j * outputs;
      for (int k = 0; k < outputs; k++) {
        out[to + k] += x0 * parameters[at + k];
      }
    }
  }

  @Override
  final void addMultiple(
      RowSelection rows, int from, int to, double[] factors, int outputs, double[] sum) {
    double[][] scratch = new double[ROWS_TOGETHER][features];
    int i = from;
    for (; i + ROWS_TOGETHER <= to; i += ROWS_TOGETHER) {
      addFour(rows, i, factors, (i - from) * outputs, outputs, sum, scratch);
    }
    for (; i < to; i++) {
      int start = rows.row(i) * features;
      addOne(
          factors, (i - from) * outputs, outputs, wide(start, scratch[0]), wideStart(start), sum);
    }
  }

  /** Four rows a pass over the sums, which are many; added one after the other. */
  private void addFour(
      RowSelection rows,
      int i,
      double[] factors,
      int at0,
      int outputs,
      double[] sum,
      double[][] scratch) {
    int start0 = rows.row(i) * features;
    int start1 = rows.row(i + 1) * features;
    int start2 = rows.row(i + 2) * features;
    int start3 = rows.row(i + 3) * features;
    double[] values0 = wide(start0, scratch[0]);
    double[] values1 = wide(start1, scratch[1]);
    double[] values2 = wide(start2, scratch[2]);
    double[] values3 = wide(start3, scratch[3]);
    int wide0 = wideStart(start0);
    int wide1 = wideStart(start1);
    int wide2 = wideStart(start2);
    int wide3 = wideStart(start3);
    int at1 = at0 + outputs;
    int at2 = at1 + outputs;
    int at3 = at2 + outputs;
    for (int j = 0; j < features; j++) {
      double x0 = values0[wide0 + j];
      double x1 = values1[wide1 + j];
      double x2 = values2[wide2 + j];
      double x3 = values3[wide3 + j];
      int to = j * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[to + k] =
            sum[to + k]
                + factors[at0 + k] * x0
                + factors[at1 + k] * x1
                + factors[at2 + k] * x2
                + factors[at3 + k] * x3;
      }
    }
  }

  private void addOne(
      double[] factors, int at, int outputs, double[] values, int start, double[] sum) {
    for (int j = 0; j < features; j++) {
      double x = values[start + j];
      int to = j * outputs;
      for (int k = 0; k < outputs; k++) {
        sum[to + k] += factors[at + k] * x;
      }
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
