package io.sparksgd.optim;

import java.util.List;

/**
 * {@code v = decay * v + (1 - decay) * g^2; u = g / (sqrt(v) + epsilon)} (Tieleman and Hinton 2012,
 * as in PyTorch).
 */
final class ScaleByRms implements Transform {
  private final double decay;
  private final double epsilon;
  private final double[] second;

  ScaleByRms(double decay, double epsilon, int size) {
    this.decay = decay;
    this.epsilon = epsilon;
    this.second = new double[size];
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      double g = update[i];
      second[i] = decay * second[i] + (1 - decay) * g * g;
      update[i] = g / (Math.sqrt(second[i]) + epsilon);
    }
  }

  @Override
  public List<double[]> slots() {
    return List.of(second);
  }
}
