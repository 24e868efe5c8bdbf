package io.sparksgd.cli.generate;

import io.sparksgd.math.CounterRandom;

/**
 * Regression: {@code y = b + sum w[j] x[j] + noise * N(0, 1)} with {@code x[j]} and {@code b} from
 * {@code N(0, 1)}, {@code w[j]} from {@code N(0, 1/d)}; best root mean squared error: the noise.
 */
final class RegressionModel implements RowModel {

  private static final long serialVersionUID = 1L;

  private final long seed;
  private final double noise;

  /** The features' weights, then the intercept. */
  private final double[] weights;

  RegressionModel(long seed, int features, double noise) {
    this.seed = seed;
    this.noise = noise;
    this.weights = new double[features + 1];
    for (int j = 0; j < features; j++) {
      weights[j] = CounterRandom.gaussian(seed, RandomStream.WEIGHT, j) / Math.sqrt(features);
    }
    weights[features] = CounterRandom.gaussian(seed, RandomStream.WEIGHT, features);
  }

  @Override
  public int features() {
    return weights.length - 1;
  }

  @Override
  public GeneratedRow newRow() {
    return GeneratedRow.dense(features());
  }

  @Override
  public void draw(long number, GeneratedRow into) {
    int features = features();
    double mean = weights[features];
    for (int j = 0; j < features; j++) {
      double x =
          RowModel.rounded(
              CounterRandom.gaussian(seed, RandomStream.FEATURE, number * features + j));
      into.values[j] = x;
      mean += weights[j] * x;
    }
    double error = noise * CounterRandom.gaussian(seed, RandomStream.LABEL, number);
    into.label = RowModel.rounded(mean + error);
  }
}
