package io.sparksgd.data;

import io.sparksgd.math.IndexSet;
import java.io.Serializable;

/**
 * Many rows packed in a few primitive arrays, with their labels and weights. Immutable.
 *
 * <p>Parameters are read and written feature-major: the coefficient of feature {@code j} and output
 * {@code k} stands at {@code offset + j * outputs + k}.
 *
 * <p>A value that was not stored is 0. Arithmetic with a zero may be left out, so infinite
 * parameters or factors give NaN in one form and not in the other; with finite ones both forms
 * agree. The results of a row do not depend on the other rows of its block, but for the last bits
 * of {@link #dot}, which differ between the dense and the sparse form.
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
    return new DenseBlock(values.length, values, new double[1], null);
  }

  /**
   * One row of weight 1 without a label; the arrays are not copied.
   *
   * @param features number of features
   * @param indices of the stored values, in rising order
   */
  public static RowBlock row(int features, int[] indices, double[] values) {
    int[] starts = {0, indices.length};
    return new SparseBlock(features, starts, indices, values, new double[1], null);
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

  /** {@code sum_j x[row][j] * parameters[offset + j]}. */
  public abstract double dot(int row, double[] parameters, int offset);

  /** {@code sum[offset + j] += a * x[row][j]} for every feature j. */
  public abstract void axpy(double a, int row, double[] sum, int offset);

  /**
   * {@code out[k] = sum_j x[row][j] * parameters[offset + j * outputs + k]} for every output {@code
   * k < outputs}.
   */
  public abstract void dots(int row, double[] parameters, int offset, int outputs, double[] out);

  /**
   * {@code sum[offset + j * outputs + k] += a[k] * x[row][j]} for every feature j and output {@code
   * k < outputs}.
   */
  public abstract void outer(double[] a, int outputs, int row, double[] sum, int offset);

  /** Calls {@code visitor} with the stored values of a row, in the order of their indices. */
  public abstract void forEach(int row, FeatureVisitor visitor);

  /**
   * The same rows with every value multiplied by the factor of its feature.
   *
   * @param factors at least {@link #features()} of them
   */
  public abstract RowBlock scaled(double[] factors);

  /** Adds the indices of the stored values of a row to a set. */
  public abstract void addIndices(int row, IndexSet indices);

  /** Receives one stored value of a row. */
  @FunctionalInterface
  public interface FeatureVisitor {
    void visit(int index, double value);
  }

  final double[] labelArray() {
    return labels;
  }

  final double[] weightArray() {
    return weights;
  }
}
