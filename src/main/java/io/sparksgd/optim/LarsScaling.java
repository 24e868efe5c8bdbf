package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;

/**
 * Layer-wise rates: for each group of weights {@code u = ratio * (g + decay * w)} with {@code ratio
 * = coefficient * |w| / (|g| + decay * |w| + epsilon)}, and ratio 1 when {@code |w|} or {@code |g|}
 * is 0, or zero weights would never move. Biases pass unchanged (You, Gitman and Ginsburg 2017).
 */
final class LarsScaling implements Transform {
  private final double coefficient;
  private final double decay;
  private final double epsilon;
  private final ParameterLayout layout;

  LarsScaling(double coefficient, double decay, double epsilon, ParameterLayout layout) {
    this.coefficient = coefficient;
    this.decay = decay;
    this.epsilon = epsilon;
    this.layout = layout;
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (ParameterGroup group : layout.groups()) {
      if (group.kind() == ParameterGroup.Kind.WEIGHTS) {
        double weightNorm = TrustRatio.norm(weights, group);
        double gradientNorm = TrustRatio.norm(update, group);
        double ratio =
            weightNorm == 0 || gradientNorm == 0
                ? 1
                : coefficient * weightNorm / (gradientNorm + decay * weightNorm + epsilon);
        for (int i = group.offset(); i < group.end(); i++) {
          update[i] = ratio * (update[i] + decay * weights[i]);
        }
      }
    }
  }
}
