package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PenaltyTest {
  /** Weights, a bias, weights again: penalties must skip the middle. */
  private static final ParameterLayout LAYOUT =
      ParameterLayout.builder()
          .add("weights", Kind.WEIGHTS, 3, 1)
          .add("bias", Kind.BIAS, 1, 1)
          .add("more", Kind.WEIGHTS, 1, 1)
          .build();

  private static double[] parameters() {
    return new double[] {1, -2, 0, 100, 3};
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0", "0.5, 0, 3", "0, 0.5, 3.5", "0.5, 0.5, 6.5"})
  void isTheElasticNetOfTheWeights(double l1, double l2, double value) {
    // |w|_1 = 6, |w|^2 = 14.
    assertThat(new Penalty(l1, l2).value(parameters(), LAYOUT)).isCloseTo(value, within(1e-15));
  }

  @Test
  void theGradientIsThatOfTheL2PartAndIsAdded() {
    double[] gradient = {1, 1, 1, 1, 1};
    new Penalty(7, 0.5).addGradient(parameters(), LAYOUT, gradient);
    assertThat(gradient).containsExactly(1.5, 0, 1, 1, 2.5);
  }

  @Test
  void theGradientIsTheSlopeOfTheValue() {
    Penalty penalty = new Penalty(0, 0.3);
    double[] gradient = new double[5];
    penalty.addGradient(parameters(), LAYOUT, gradient);
    for (int i = 0; i < 5; i++) {
      double[] above = parameters();
      double[] below = parameters();
      above[i] += 1e-4;
      below[i] -= 1e-4;
      double slope = (penalty.value(above, LAYOUT) - penalty.value(below, LAYOUT)) / 2e-4;
      assertThat(gradient[i]).isCloseTo(slope, within(1e-9));
    }
  }

  @Test
  void theProximalStepShrinksTowardsZeroAndStopsThere() {
    double[] parameters = {1, -2, 0.25, 100, -0.3};
    new Penalty(0.6, 9).proximalStep(parameters, LAYOUT, 0.5);
    assertThat(parameters).containsExactly(new double[] {0.7, -1.7, 0, 100, 0}, within(1e-15));
    assertThat(parameters[2]).isZero();
    assertThat(parameters[4]).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1.7", "-1.7", "0.2", "-0.2", "0"})
  void theProximalStepMinimisesItsDefinition(double start) {
    // prox(w) minimises (x - w)^2 / 2 + learningRate * l1 * |x|.
    double threshold = 0.5 * 0.8;
    double[] parameters = {start, 0, 0, 0, 0};
    new Penalty(0.8, 0).proximalStep(parameters, LAYOUT, 0.5);
    double best = value(parameters[0], start, threshold);
    for (double x = -3; x <= 3; x += 0.01) {
      assertThat(value(x, start, threshold)).isGreaterThanOrEqualTo(best - 1e-12);
    }
  }

  private static double value(double x, double start, double threshold) {
    return (x - start) * (x - start) / 2 + threshold * Math.abs(x);
  }

  @Test
  void noPenaltyChangesNothing() {
    double[] parameters = parameters();
    double[] gradient = {1, 2, 3, 4, 5};
    Penalty.NONE.proximalStep(parameters, LAYOUT, 10);
    Penalty.NONE.addGradient(parameters, LAYOUT, gradient);
    assertThat(parameters).containsExactly(parameters());
    assertThat(gradient).containsExactly(1, 2, 3, 4, 5);
  }

  @ParameterizedTest
  @CsvSource({"-1, 0", "0, -1", "NaN, 0", "0, NaN", "Infinity, 0", "0, Infinity"})
  void rejectsNumbersBelowZeroAndNotFinite(double l1, double l2) {
    assertThatThrownBy(() -> new Penalty(l1, l2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid penalty: l1 " + l1 + ", l2 " + l2 + " (allowed: finite numbers from 0)");
  }
}
