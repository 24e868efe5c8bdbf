package io.sparksgd.optim;

import java.util.Arrays;
import java.util.List;

/**
 * {@code sum += g^2; u = g / (sqrt(sum) + epsilon)}: rare features keep large steps (Duchi, Hazan
 * and Singer 2011).
 */
final class ScaleByAdaGrad implements Transform {
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
      double g = update[i];
      sum[i] += g * g;
      update[i] = g / (Math.sqrt(sum[i]) + epsilon);
    }
  }

  @Override
  public List<double[]> slots() {
    return List.of(sum);
  }
}
