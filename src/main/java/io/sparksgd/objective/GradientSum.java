package io.sparksgd.objective;

import io.sparksgd.math.IndexSet;
import io.sparksgd.math.Vectors;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Weighted sums over rows: of the gradient, of the loss and of the weights, and the number of rows.
 * Sums travel and are divided once, so that uneven partitions and micro-batches make no difference.
 * The gradient is allocated when the first row is added: an empty sum costs nothing to ship.
 */
public final class GradientSum implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int size;
  private double[] gradient;
  private double lossSum;
  private double weightSum;
  private long rows;

  /**
   * An empty sum.
   *
   * @param size length of the parameter vector
   */
  public GradientSum(int size) {
    this.size = size;
  }

  /** The gradient array to add to, of length {@link #size()}; allocated at the first call. */
  public double[] gradient() {
    if (gradient == null) {
      gradient = new double[size];
    }
    return gradient;
  }

  /** Whether the array was ever asked for. */
  public boolean hasGradient() {
    return gradient != null;
  }

  /** Counts a row: its weight and {@code weight * loss}. */
  public void addRow(double weight, double weightedLoss) {
    lossSum += weightedLoss;
    weightSum += weight;
    rows++;
  }

  /** Counts rows whose sums are known. */
  public void addSums(long moreRows, double moreWeight, double moreLoss) {
    lossSum += moreLoss;
    weightSum += moreWeight;
    rows += moreRows;
  }

  /** Forgets all rows; the array stays. */
  public void reset() {
    if (gradient != null) {
      Arrays.fill(gradient, 0);
    }
    forgetSums();
  }

  /**
   * Forgets all rows, at the cost of the coordinates that they touched.
   *
   * @param touched the coordinates outside of which the gradient is 0
   */
  public void reset(IndexSet touched) {
    if (gradient != null) {
      Vectors.clear(gradient, touched);
    }
    forgetSums();
  }

  private void forgetSums() {
    lossSum = 0;
    weightSum = 0;
    rows = 0;
  }

  /** Adds another sum to this one. */
  public void add(GradientSum other) {
    if (other.size != size) {
      throw new IllegalArgumentException(
          "Invalid sum: size " + other.size + " (allowed: " + size + ")");
    }
    if (other.gradient != null) {
      double[] to = gradient();
      double[] from = other.gradient;
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
    addSums(other.rows, other.weightSum, other.lossSum);
  }

  public int size() {
    return size;
  }

  public double lossSum() {
    return lossSum;
  }

  public double weightSum() {
    return weightSum;
  }

  public long rows() {
    return rows;
  }
}
