package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;

/**
 * LAMB's layer-wise ratio: for each group of weights {@code u = u * |w| / |u|}, and unchanged when
 * a norm is 0, or zero weights would never move. Biases pass unchanged (You et al. 2020).
 */
final class TrustRatio implements Transform {
  private final ParameterLayout layout;

  TrustRatio(ParameterLayout layout) {
    this.layout = layout;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (ParameterGroup group : layout.groups()) {
      if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
        double weightNorm = norm(weights, group);
        double updateNorm = norm(update, group);
        if (weightNorm > 0 && updateNorm > 0) {
          double ratio = weightNorm / updateNorm;
          for (int i = group.offset(); i < group.end(); i++) {
            update[i] *= ratio;
          }
        }
      }
    }
  }

  /** Euclidean norm of one group. */
  static double norm(double[] values, ParameterGroup group) {
    double sum = 0;
    for (int i = group.offset(); i < group.end(); i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum);
  }
}
