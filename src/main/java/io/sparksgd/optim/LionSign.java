package io.sparksgd.optim;

import java.util.List;

/**
 * {@code u = sign(b1 m + (1 - b1) g); m = b2 m + (1 - b2) g}: every coordinate moves by the
 * learning rate (Chen et al. 2023).
 */
final class LionSign implements Transform {
  private final double beta1;
  private final double beta2;
  private final double[] memory;

  LionSign(double beta1, double beta2, int size) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.memory = new double[size];
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      double g = update[i];
      update[i] = Math.signum(beta1 * memory[i] + (1 - beta1) * g);
      memory[i] = beta2 * memory[i] + (1 - beta2) * g;
    }
  }

  @Override
  public List<double[]> slots() {
    return List.of(memory);
  }
}
