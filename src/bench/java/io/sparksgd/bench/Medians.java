package io.sparksgd.bench;

import java.util.Arrays;
import java.util.List;

/** Order statistics of repetitions. */
final class Medians {
  private Medians() {}

  /**
   * The middle value; {@code (x[n/2 - 1] + x[n/2]) / 2} of the sorted values when n is even.
   *
   * @throws IllegalArgumentException if there are no values
   */
  static double median(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("Invalid values: none (allowed: one or more)");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The middle value of a list. */
  static double median(List<Double> values) {
    return median(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /**
   * The median of the differences of neighbours from {@code warmup} on: of {@code x[i + 1] - x[i]}
   * for {@code i >= warmup}. Of the moments at which steps ended, it is the time of a step.
   *
   * @param warmup differences at the beginning that do not count
   * @throws IllegalArgumentException if none is left
   */
  static double medianStep(double[] moments, int warmup) {
    int count = Math.max(0, moments.length - 1 - warmup);
    double[] steps = new double[count];
    for (int i = 0; i < count; i++) {
      steps[i] = moments[warmup + i + 1] - moments[warmup + i];
    }
    return median(steps);
  }
}
