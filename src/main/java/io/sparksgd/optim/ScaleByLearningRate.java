package io.sparksgd.optim;

/** {@code u = lr * u}: the learning rate multiplies at use, after all memory. */
final class ScaleByLearningRate implements Transform {
  @Override
  public void apply(double[] update, double[] weights, Step step) {
    double rate = step.learningRate();
    for (int i = 0; i < update.length; i++) {
      update[i] *= rate;
    }
  }
}
