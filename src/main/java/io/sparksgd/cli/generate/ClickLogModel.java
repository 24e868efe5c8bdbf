package io.sparksgd.cli.generate;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.Scalars;
import java.util.Arrays;

/**
 * Click logs: 39 categorical fields, each value hashed to one feature with value 1 (values that
 * collide within a row add up), labels drawn from {@code P(1) = sigmoid(intercept + sum w[j]
 * x[j])}.
 *
 * <p>Field f has 4 values (f = 0) up to 100,000 (f = 38), geometrically; value r has a frequency of
 * about {@code r^-1.1}: it is {@code floor(x^-10)} for a uniform x. A quarter of the weights is
 * {@code N(0, 0.5^2)}, the others are zero: a function of (seed, j), so that no weight vector is
 * stored. The intercept is set so that the mean of {@code P(1)} is the wanted share over 4,096 rows
 * with negative numbers, which are never written.
 */
final class ClickLogModel implements RowModel {

  private static final long serialVersionUID = 1L;

  private static final int FIELDS = 39;
  private static final double FEWEST_VALUES = 4;
  private static final double MOST_VALUES = 100_000;
  private static final double NON_ZERO_WEIGHTS = 0.25;
  private static final double WEIGHT_SCALE = 0.5;
  private static final int CALIBRATION_ROWS = 4096;

  private final long seed;
  private final int features;
  private final double intercept;

  /** For field f with n values {@code 1 - (n + 1)^-0.1}: the width of the range of x below 1. */
  private final double[] width = new double[FIELDS];

  private ClickLogModel(long seed, int features, double intercept) {
    this.seed = seed;
    this.features = features;
    this.intercept = intercept;
    for (int field = 0; field < FIELDS; field++) {
      double share = field / (FIELDS - 1.0);
      double count = Math.floor(FEWEST_VALUES * StrictMath.pow(MOST_VALUES / FEWEST_VALUES, share));
      width[field] = 1 - StrictMath.pow(count + 1, -0.1);
    }
  }

  static ClickLogModel of(long seed, int features, double positiveRate) {
    ClickLogModel uncalibrated = new ClickLogModel(seed, features, 0);
    return new ClickLogModel(seed, features, uncalibrated.interceptFor(positiveRate));
  }

  double intercept() {
    return intercept;
  }

  @Override
  public int features() {
    return features;
  }

  @Override
  public GeneratedRow newRow() {
    return new GeneratedRow(FIELDS);
  }

  @Override
  public void draw(long number, GeneratedRow into) {
    drawFeatures(number, into);
    double margin = intercept + margin(into);
    double positive = Scalars.sigmoid(margin);
    into.label = CounterRandom.uniform(seed, RandomStream.LABEL, number) < positive ? 1 : 0;
    into.expectedAccuracy = Math.max(positive, 1 - positive);
    into.expectedLoss = entropy(margin);
  }

  private void drawFeatures(long number, GeneratedRow into) {
    int[] indices = into.indices;
    for (int field = 0; field < FIELDS; field++) {
      double u = CounterRandom.uniform(seed, RandomStream.FEATURE, number * FIELDS + field);
      long value = zipf(1 - u * width[field]);
      // The hash does not depend on the seed: a value is the same feature in every data set.
      indices[field] =
          (int) CounterRandom.below(0, RandomStream.HASH, value * FIELDS + field, features);
    }
    Arrays.sort(indices);
    int count = 0;
    for (int k = 0; k < FIELDS; k++) {
      if (count > 0 && indices[count - 1] == indices[k]) {
        into.values[count - 1]++;
      } else {
        indices[count] = indices[k];
        into.values[count++] = 1;
      }
    }
    into.count = count;
  }

  /** {@code floor(x^-10)}, without a power function: it would take most of the time. */
  private static long zipf(double x) {
    double x2 = x * x;
    double x4 = x2 * x2;
    return (long) (1 / (x4 * x4 * x2));
  }

  private double margin(GeneratedRow row) {
    double sum = 0;
    for (int k = 0; k < row.count; k++) {
      sum += weight(row.indices[k]) * row.values[k];
    }
    return sum;
  }

  private double weight(int j) {
    return CounterRandom.uniform(seed, RandomStream.WEIGHT_IS_ZERO, j) < NON_ZERO_WEIGHTS
        ? WEIGHT_SCALE * CounterRandom.gaussian(seed, RandomStream.WEIGHT, j)
        : 0;
  }

  /** Bisection on the mean of {@code sigmoid(intercept + margin)}, which grows with it. */
  private double interceptFor(double positiveRate) {
    double[] margins = new double[CALIBRATION_ROWS];
    GeneratedRow row = newRow();
    for (int i = 0; i < margins.length; i++) {
      drawFeatures(-1L - i, row);
      margins[i] = margin(row);
    }
    double low = -100;
    double high = 100;
    for (int halving = 0; halving < 60; halving++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (double margin : margins) {
        sum += Scalars.sigmoid(middle + margin);
      }
      if (sum < positiveRate * margins.length) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * {@code -p log p - (1 - p) log(1 - p) = log(1 + exp(-|m|)) + |m| sigmoid(-|m|)} for {@code p =
   * sigmoid(m)}.
   */
  static double entropy(double m) {
    double distance = Math.abs(m);
    return Scalars.log1pExp(-distance) + distance * Scalars.sigmoid(-distance);
  }
}
