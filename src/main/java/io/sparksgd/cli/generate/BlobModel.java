package io.sparksgd.cli.generate;

import io.sparksgd.math.CounterRandom;

/**
 * Blobs: k equally likely classes, {@code x = center[y] + noise * N(0, I)}; the centers have
 * coordinates from {@code N(0, 9 / (2 d))}, so that two of them are about 3 apart.
 *
 * <p>The true posterior is a softmax regression: {@code log P(c | x) = -|x - center[c]|^2 / (2
 * noise^2) - logSumExp}.
 */
final class BlobModel implements RowModel {

  private static final long serialVersionUID = 1L;

  private static final double DISTANCE = 3;

  private final long seed;
  private final int features;
  private final int classes;
  private final double noise;

  /** Class after class. */
  private final double[] centers;

  BlobModel(long seed, int features, int classes, double noise) {
    this.seed = seed;
    this.features = features;
    this.classes = classes;
    this.noise = noise;
    this.centers = new double[classes * features];
    double scale = DISTANCE / Math.sqrt(2.0 * features);
    for (int i = 0; i < centers.length; i++) {
      centers[i] = scale * CounterRandom.gaussian(seed, RandomStream.WEIGHT, i);
    }
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public GeneratedRow newRow() {
    return GeneratedRow.dense(features);
  }

  @Override
  public void draw(long number, GeneratedRow into) {
    int label = (int) CounterRandom.below(seed, RandomStream.LABEL, number, classes);
    into.label = label;
    for (int j = 0; j < features; j++) {
      double deviation = CounterRandom.gaussian(seed, RandomStream.FEATURE, number * features + j);
      into.values[j] = RowModel.rounded(centers[label * features + j] + noise * deviation);
    }
    expect(into);
  }

  /** Entropy and largest probability of the posterior. */
  private void expect(GeneratedRow row) {
    double[] scores = new double[classes];
    double best = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < classes; c++) {
      scores[c] = -squaredDistance(row.values, c) / (2 * noise * noise);
      best = Math.max(best, scores[c]);
    }
    double sum = 0;
    double weighted = 0;
    for (int c = 0; c < classes; c++) {
      double below = scores[c] - best;
      double weight = StrictMath.exp(below);
      sum += weight;
      // With exp(-large) = 0 the product would be 0 * -large; a far class must add nothing.
      weighted += weight == 0 ? 0 : weight * below;
    }
    row.expectedLoss = StrictMath.log(sum) - weighted / sum;
    row.expectedAccuracy = 1 / sum;
  }

  private double squaredDistance(double[] x, int c) {
    double sum = 0;
    for (int j = 0; j < features; j++) {
      double difference = x[j] - centers[c * features + j];
      sum += difference * difference;
    }
    return sum;
  }
}
