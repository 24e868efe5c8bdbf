package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;

/** The chi-square test of counts against equally likely bins. */
final class ChiSquare {

  private ChiSquare() {}

  /**
   * Fails when the statistic is more than five standard deviations above its mean: it has mean
   * {@code bins - 1} and variance {@code 2 (bins - 1)}.
   */
  static void assertUniform(long[] counts) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    double expected = (double) total / counts.length;
    double statistic = 0;
    for (long count : counts) {
      statistic += (count - expected) * (count - expected) / expected;
    }
    double freedom = counts.length - 1;
    assertThat(statistic).isBetween(0.0, freedom + 5 * Math.sqrt(2 * freedom));
  }
}
