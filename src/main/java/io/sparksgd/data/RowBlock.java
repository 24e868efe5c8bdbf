package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
import io.sparksgd.math.SparseReader;
import java.io.Serializable;

/**
 * Many rows packed in a few primitive arrays, with their labels and weights. Immutable.
 *
 * <p>Parameters are read and written feature-major: the coefficient of feature {@code j} and output
 * {@code k} stands at {@code j * outputs + k}. Arithmetic is in double whatever is stored.
 *
 * <p>Sums have one canonical order, so that the results of a row do not depend on the other rows of
 * its block or of the call, on the precision that its values are stored in, or on the machine: rows
 * are added one after the other; a single margin is eight sums in a dense block (see {@link
 * io.sparksgd.math.RowKernels}) and four in a sparse one, by the position of the value in its row;
 * each of several margins is one sum, from left to right. So only the last bits of a single margin
 * differ between the dense and the sparse form.
 *
 * <p>A value that was not stored is 0. Arithmetic with a zero may be left out, so infinite
 * parameters or factors give NaN in one form and not in the other.
 */
public abstract sealed class RowBlock implements Serializable permits DenseBlock, SparseBlock {
  private static final long serialVersionUID = 1L;

  private final double[] labels;

  /** Null when every row weighs 1. */
  private final double[] weights;

  RowBlock(double[] labels, double[] weights) {
    this.labels = labels;
    this.weights = weights;
  }

  /** One row of weight 1 without a label, over the values of all its features; not copied. */
  public static RowBlock row(double[] values) {
    return new DenseDoubles(values.length, values, new double[1], null);
  }

  /**
   * One row of weight 1 without a label; the arrays are not copied.
   *
   * @param features number of features
   * @param indices of the stored values, in rising order
   */
  public static RowBlock row(int features, int[] indices, double[] values) {
    int[] starts = {0, indices.length};
    return new SparseDoubles(features, starts, indices, values, new double[1], null);
  }

  /** Number of rows. */
  public final int rows() {
    return labels.length;
  }

  /** The label of a row. */
  public final double label(int row) {
    return labels[row];
  }

  /** The weight of a row; 1 unless the data has weights. */
  public final double weight(int row) {
    return weights == null ? 1.0 : weights[row];
  }

  /**
   * Number of features that rows can have: the width of a dense block, the largest index + 1 of a
   * sparse one.
   */
  public abstract int features();

  /** Stored feature values. */
  public abstract long storedValues();

  /** Stored feature values of a row. */
  public abstract int storedValues(int row);

  /** Bytes of the arrays. */
  public long bytes() {
    return 8L * labels.length + (weights == null ? 0 : 8L * weights.length);
  }

  /**
   * Rows to compute in one call so that they are still in a cache when {@link #addRows} follows
   * {@link #margins}.
   */
  public abstract int rowsPerTile();

  /**
   * Margins of the selected rows {@code from} (inclusive) to {@code to} (exclusive): {@code
   * margins[i * outputs + k] = sum_j x_j * parameters[j * outputs + k]}, where x is the {@code
   * (from + i)}-th selected row.
   */
  public final void margins(
      RowSelection rows, int from, int to, double[] parameters, int outputs, double[] margins) {
    if (outputs == 1) {
      single(rows, from, to, parameters, margins);
    } else {
      multiple(rows, from, to, parameters, outputs, margins);
    }
  }

  /** Margins of one row: {@code margins[k] = sum_j x_j * parameters[j * outputs + k]}. */
  public final void margins(int row, double[] parameters, int outputs, double[] margins) {
    margins(RowSelection.range(row, row + 1), 0, 1, parameters, outputs, margins);
  }

  /**
   * Adds multiples of the selected rows {@code from} (inclusive) to {@code to} (exclusive), row
   * after row: {@code sum[j * outputs + k] += factors[i * outputs + k] * x_j}, where x is the
   * {@code (from + i)}-th selected row. A single factor of 0 leaves its row out.
   */
  public final void addRows(
      RowSelection rows, int from, int to, double[] factors, int outputs, double[] sum) {
    if (outputs == 1) {
      addSingle(rows, from, to, factors, sum);
    } else {
      addMultiple(rows, from, to, factors, outputs, sum);
    }
  }

  abstract void single(RowSelection rows, int from, int to, double[] parameters, double[] margins);

  abstract void multiple(
      RowSelection rows, int from, int to, double[] parameters, int outputs, double[] margins);

  abstract void addSingle(RowSelection rows, int from, int to, double[] factors, double[] sum);

  abstract void addMultiple(
      RowSelection rows, int from, int to, double[] factors, int outputs, double[] sum);

  /**
   * Copies the stored values of a row and their indices to position {@code at} of two arrays.
   *
   * @param values may be null when all values are 1
   * @return the position after the last one
   */
  public abstract int copyRow(int row, int[] indices, double[] values, int at);

  /** Gives {@code reader} the stored values of a row in one call, in the order of their indices. */
  public abstract void read(int row, SparseReader reader);

  /** Whether every stored value is 1, so that none is kept. */
  boolean isAllOnes() {
    return false;
  }

  /** Calls {@code visitor} with the stored values of a row, in the order of their indices. */
  public abstract void forEach(int row, FeatureVisitor visitor);

  /**
   * The same rows with every value multiplied by the factor of its feature.
   *
   * @param factors at least {@link #features()} of them
   * @param precision of the products
   */
  public final RowBlock scaled(double[] factors, Precision precision) {
    BlockBuilder builder = new BlockBuilder(precision);
    for (int row = 0; row < rows(); row++) {
      builder.startRow(label(row), weight(row));
      forEach(row, (index, value) -> builder.feature(index, value * factors[index]));
    }
    return builder.build();
  }

  /**
   * Reads from every line of memory that a row begins in. Rows drawn at random lie far apart, and a
   * processor waits for many of them at once only while little else stands between the reads: to
   * read some hundreds of rows ahead and then to compute them takes a third of the time (measured
   * with 30 values a row).
   *
   * @return a number made of all that was read: a compiler may leave out reads that nobody uses
   */
  public final long touch(int row) {
    long read = Double.doubleToRawLongBits(labels[row]);
    if (weights != null) {
      read += Double.doubleToRawLongBits(weights[row]);
    }
    return read + touchValues(row);
  }

  /** The stored values' part of {@link #touch}. */
  abstract long touchValues(int row);

  /** Adds the indices of the stored values of a row to a set. */
  public abstract void addIndices(int row, IndexSet indices);

  /** Receives one stored value of a row. */
  @FunctionalInterface
  public interface FeatureVisitor {
    void visit(int index, double value);
  }
}
