package io.sparksgd.optim;

import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;

/** Layouts and test functions of the optimizers' tests. */
final class Quadratics {
  private Quadratics() {}

  /** One group of weights. */
  static ParameterLayout weights(int size) {
    return ParameterLayout.builder().add("weights", Kind.WEIGHTS, size, 1).build();
  }

  /** Weights, then biases. */
  static ParameterLayout weightsAndBiases(int weights, int biases) {
    return ParameterLayout.builder()
        .add("weights", Kind.WEIGHTS, weights, 1)
        .add("intercept", Kind.BIAS, 1, biases)
        .build();
  }

  /** A function and its gradient. */
  enum Function {
    /** {@code (x - 1)^2 + 4 (y + 2)^2}: minimum at (1, -2). */
    PARABOLA(new double[] {0.5, 0.5}, new double[] {1, -2}) {
      @Override
      double[] gradient(double[] at) {
        return new double[] {2 * (at[0] - 1), 8 * (at[1] + 2)};
      }
    },
    /** {@code (1 - x)^2 + 100 (y - x^2)^2}: a curved valley, minimum at (1, 1). */
    ROSENBROCK(new double[] {-0.5, 0.5}, new double[] {1, 1}) {
      @Override
      double[] gradient(double[] at) {
        double valley = at[1] - at[0] * at[0];
        return new double[] {-2 * (1 - at[0]) - 400 * at[0] * valley, 200 * valley};
      }
    };

    final double[] start;
    final double[] minimum;

    Function(double[] start, double[] minimum) {
      this.start = start;
      this.minimum = minimum;
    }

    abstract double[] gradient(double[] at);
  }
}
