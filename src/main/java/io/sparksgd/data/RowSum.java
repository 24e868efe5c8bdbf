package io.sparksgd.data;

import io.sparksgd.math.SparseVector;
import java.util.Arrays;

/**
 * A sum of rows, each times one factor an output, that knows the coordinates it touches: {@code
 * sum[j * outputs + k] += factor_k * x_j}. One row alone, the most frequent case in local SGD,
 * needs no look-up. Not thread-safe.
 */
public final class RowSum {
  private final int outputs;
  private final int size;
  private final SparseVector sum = new SparseVector();

  /**
   * Place + 1 of each feature's first coordinate in the sum; empty until two rows come together.
   */
  private int[] places = {};

  private boolean placed;
  private int[] rowFeatures = {};
  private double[] rowValues = {};

  /** An empty sum of rows with this many features. */
  public RowSum(int features, int outputs) {
    this.size = features;
    this.outputs = outputs;
  }

  /**
   * Adds a row, feature after feature. A single factor of 0 adds nothing, but its features count as
   * touched.
   *
   * @param factors those of the row begin at {@code at}
   */
  public void add(RowBlock block, int row, double[] factors, int at) {
    if (isEmpty() && outputs == 1) {
      first(block, row, factors[at]);
    } else {
      addNext(block, row, factors, at);
    }
  }

  /** Whether there is no row yet. */
  public boolean isEmpty() {
    return sum.size() == 0;
  }

  private void first(RowBlock block, int row, double factor) {
    int count = block.storedValues(row);
    sum.reserve(count);
    block.copyRow(row, sum.coordinates(), sum.values(), 0);
    sum.wrote(count);
    if (factor == 0) {
      // Not 0 * value: that is NaN where the value is infinite.
      Arrays.fill(sum.values(), 0, count, 0);
    } else {
      sum.scale(factor);
    }
  }

  private void addNext(RowBlock block, int row, double[] factors, int at) {
    place();
    int count = block.storedValues(row);
    if (rowFeatures.length < count) {
      rowFeatures = new int[2 * count];
      rowValues = new double[2 * count];
    }
    block.copyRow(row, rowFeatures, rowValues, 0);
    sum.reserve(count * outputs);
    int[] coordinates = sum.coordinates();
    double[] values = sum.values();
    boolean nothing = outputs == 1 && factors[at] == 0;
    int end = sum.size();
    for (int i = 0; i < count; i++) {
      int feature = rowFeatures[i];
      int first = places[feature] - 1;
      if (first < 0) {
        first = end;
        places[feature] = end + 1;
        for (int k = 0; k < outputs; k++, end++) {
          coordinates[end] = feature * outputs + k;
          values[end] = 0;
        }
      }
      for (int k = 0; k < outputs && !nothing; k++) {
        values[first + k] += factors[at + k] * rowValues[i];
      }
    }
    sum.wrote(end - sum.size());
  }

  /** Enters what is in the sum so far. */
  private void place() {
    if (placed) {
      return;
    }
    if (places.length == 0) {
      places = new int[size];
    }
    for (int i = 0; i < sum.size(); i += outputs) {
      places[sum.coordinates()[i] / outputs] = i + 1;
    }
    placed = true;
  }

  /**
   * The sum: a live object, to which coordinates that belong to no feature may be added before
   * {@link #clear}.
   */
  public SparseVector sum() {
    return sum;
  }

  /** Takes all rows out. */
  public void clear() {
    for (int i = 0; placed && i < sum.size(); i++) {
      int feature = sum.coordinates()[i] / outputs;
      if (feature < size) {
        places[feature] = 0;
      }
    }
    placed = false;
    sum.clear();
  }
}
