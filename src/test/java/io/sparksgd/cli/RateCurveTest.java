package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateCurveTest {
  /** Flat up to 0.001, down to 1 at 0.1, then up. */
  private static double loss(double rate) {
    double x = Math.log10(rate);
    return x < -3 ? 3 : x < -1 ? 3 - (x + 3) : 1 + 20 * (x + 1) * (x + 1);
  }

  private static RateCurve curve() {
    RateCurve curve = new RateCurve();
    for (int i = 0; i < 400; i++) {
      double rate = Math.pow(10, -6 + 7 * i / 400.0);
      curve.add(rate, loss(rate));
      if (curve.hasExploded()) {
        break;
      }
    }
    return curve;
  }

  @Test
  void theLowestLossAndTheFastestFallAreFound() {
    // A moving average is late: by some ten of the 57 points of a factor of ten.
    assertThat(Math.log10(curve().lowest().rate())).isCloseTo(-0.9, within(0.2));
    assertThat(Math.log10(curve().steepest().rate())).isBetween(-2.9, -0.9);
  }

  @Test
  void itEndsWhenTheLossExplodes() {
    RateCurve curve = curve();
    assertThat(curve.hasExploded()).isTrue();
    assertThat(curve.points().size()).isLessThan(395);
    RateCurve never = new RateCurve();
    for (int i = 0; i < 50; i++) {
      never.add(i + 1, Double.NaN);
    }
    assertThat(never.hasExploded()).isTrue();
  }

  @Test
  void theFirstLossIsItsOwnAverage() {
    RateCurve curve = new RateCurve();
    curve.add(0.1, 7);
    assertThat(curve.points()).containsExactly(new RateCurve.Point(0.1, 7));
    assertThat(curve.hasExploded()).isFalse();
  }
}
