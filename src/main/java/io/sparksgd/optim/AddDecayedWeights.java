package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;

/**
 * Decoupled weight decay: {@code u = u + decay * w} for weights, not for biases. Followed by the
 * learning rate it is {@code w *= 1 - lr * decay} (Loshchilov and Hutter 2019).
 */
final class AddDecayedWeights implements Transform {
  private final double decay;
  private final ParameterLayout layout;

  AddDecayedWeights(double decay, ParameterLayout layout) {
    this.decay = decay;
    this.layout = layout;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    if (decay == 0) {
      return;
    }
    for (ParameterGroup group : layout.groups()) {
      if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
        for (int i = group.offset(); i < group.end(); i++) {
          update[i] += decay * weights[i];
        }
      }
    }
  }
}
