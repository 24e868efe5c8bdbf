package io.sparksgd.compress;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;

/** Layouts and vectors for tests. */
final class TestVectors {
  private TestVectors() {}

  /** A square matrix of most of the parameters, and the rest as biases. */
  static ParameterLayout layout(int size) {
    ParameterLayout.Builder layout = ParameterLayout.builder();
    int side = (int) Math.sqrt(0.9 * size);
    if (side > 0) {
      layout.add("weights", Kind.WEIGHTS, side, side);
    }
    if (size > side * side) {
      layout.add("biases", Kind.BIAS, 1, size - side * side);
    }
    return layout.build();
  }

  static double[] gaussian(int size, long stream) {
    double[] vector = new double[size];
    for (int i = 0; i < size; i++) {
      vector[i] = CounterRandom.gaussian(71, stream, i);
    }
    return vector;
  }

  /** Magnitudes from about 1e-12 to 1e12. */
  static double[] wide(int size, long stream) {
    double[] vector = gaussian(size, stream);
    for (int i = 0; i < size; i++) {
      vector[i] *= Math.exp(12 * CounterRandom.gaussian(72, stream, i));
    }
    return vector;
  }

  /** One value in ten is not zero. */
  static double[] sparse(int size, long stream) {
    double[] vector = gaussian(size, stream);
    for (int i = 0; i < size; i++) {
      if (CounterRandom.uniform(73, stream, i) >= 0.1) {
        vector[i] = 0;
      }
    }
    return vector;
  }

  static double norm(double[] x) {
    double squares = 0;
    for (double value : x) {
      squares += value * value;
    }
    return Math.sqrt(squares);
  }

  static double[] difference(double[] x, double[] y) {
    double[] difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i] - y[i];
    }
    return difference;
  }
}
