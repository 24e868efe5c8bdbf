package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;
import java.util.Arrays;
import java.util.List;

/**
 * {@code sum += g^2; u = g / (sqrt(sum) + epsilon)}: rare features keep large steps (Duchi, Hazan
 * and Singer 2011).
 */
final class ScaleByAdaGrad implements SparseTransform {
  private final double epsilon;
  private final double[] sum;

  ScaleByAdaGrad(double initialAccumulator, double epsilon, int size) {
    this.epsilon = epsilon;
    this.sum = new double[size];
    Arrays.fill(sum, initialAccumulator);
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      update[i] = scaled(i, update[i]);
    }
  }

  @Override
  public void apply(SparseVector update, double[] weights, Step step) {
    int[] at = update.coordinates();
    double[] values = update.values();
    for (int i = 0; i < update.size(); i++) {
      values[i] = scaled(at[i], values[i]);
    }
  }

  private double scaled(int i, double g) {
    sum[i] += g * g;
    return g / (Math.sqrt(sum[i]) + epsilon);
  }

  double epsilon() {
    return epsilon;
  }

  /** The sums of squares: a live array. */
  double[] sum() {
    return sum;
  }

  @Override
  public List<double[]> slots() {
    return List.of(sum);
  }
}
