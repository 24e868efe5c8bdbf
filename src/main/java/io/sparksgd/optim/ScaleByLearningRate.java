package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;

/** {@code u = lr * u}: the learning rate multiplies at use, after all memory. */
final class ScaleByLearningRate implements SparseTransform {
  @Override
  public void apply(double[] update, double[] weights, Step step) {
    double rate = step.learningRate();
    for (int i = 0; i < update.length; i++) {
      update[i] *= rate;
    }
  }

  @Override
  public void apply(SparseVector update, double[] weights, Step step) {
    update.scale(step.learningRate());
  }
}
