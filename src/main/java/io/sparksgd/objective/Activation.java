package io.sparksgd.objective;

import io.sparksgd.math.Scalars;

/** The function of a hidden unit. */
public enum Activation {
  /** {@code max(0, z)}. */
  RELU {
    @Override
    double value(double z) {
      // Not Math.max: a NaN must stay one, and so it does here.
      return z <= 0 ? 0 : z;
    }

    @Override
    double derivative(double z, double a) {
      return z <= 0 ? 0 : 1;
    }
  },

  /** Hyperbolic tangent. */
  TANH {
    @Override
    double value(double z) {
      return Math.tanh(z);
    }

    @Override
    double derivative(double z, double a) {
      return 1 - a * a;
    }
  },

  /** {@code 1 / (1 + exp(-z))}. */
  SIGMOID {
    @Override
    double value(double z) {
      return Scalars.sigmoid(z);
    }

    @Override
    double derivative(double z, double a) {
      return a * (1 - a);
    }
  },

  /**
   * {@code z Phi(z)} in the form {@code z / 2 (1 + tanh(sqrt(2 / pi) (z + 0.044715 z^3)))}
   * (Hendrycks, Gimpel: Gaussian Error Linear Units, 2016), which differs from it by less than
   * 0.0005.
   */
  GELU {
    @Override
    double value(double z) {
      return z / 2 * (1 + Math.tanh(inner(z)));
    }

    @Override
    double derivative(double z, double a) {
      double t = Math.tanh(inner(z));
      double slope = GELU_SCALE * (1 + 3 * GELU_CUBE * z * z);
      return (1 + t) / 2 + z / 2 * (1 - t * t) * slope;
    }

    private double inner(double z) {
      return GELU_SCALE * (z + GELU_CUBE * z * z * z);
    }
  };

  private static final double GELU_SCALE = Math.sqrt(2 / Math.PI);
  private static final double GELU_CUBE = 0.044715;

  /** The output for an input. */
  abstract double value(double z);

  /**
   * The derivative at an input.
   *
   * @param a the output there
   */
  abstract double derivative(double z, double a);

  /**
   * Variance of start weights that keeps the size of signals from layer to layer: of He et al.
   * (Delving Deep into Rectifiers, 2015) where half of a unit's range is cut off, otherwise of
   * Glorot and Bengio (Understanding the Difficulty of Training Deep Feedforward Networks, 2010).
   */
  double startVariance(int inputs, int outputs) {
    return this == RELU || this == GELU ? 2.0 / inputs : glorot(inputs, outputs);
  }

  /** The variance of a layer without an activation. */
  static double glorot(int inputs, int outputs) {
    return 2.0 / ((double) inputs + outputs);
  }
}
