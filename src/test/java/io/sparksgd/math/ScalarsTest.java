package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

  @ParameterizedTest
  @ValueSource(doubles = {-20, -3.5, -1, -1e-9, 0, 1e-9, 1, 3.5, 20})
  void agreesWithTheDefinitionsWhereTheyAreSafe(double x) {
    assertThat(Scalars.sigmoid(x)).isCloseTo(1 / (1 + Math.exp(-x)), within(1e-15));
    assertThat(Scalars.log1pExp(x)).isCloseTo(Math.log(1 + Math.exp(x)), within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({"800, 1, 800", "-800, 0, 0", "1e308, 1, 1e308", "-1e308, 0, 0"})
  void holdsItsLimitsAtLargeArguments(double x, double sigmoid, double log1pExp) {
    assertThat(Scalars.sigmoid(x)).isEqualTo(sigmoid);
    assertThat(Scalars.log1pExp(x)).isEqualTo(log1pExp);
  }

  @Test
  void keepsTheDigitsOfTinyResults() {
    assertThat(Scalars.log1pExp(-50) / Math.exp(-50)).isCloseTo(1, within(1e-15));
    assertThat(Scalars.sigmoid(-50) / Math.exp(-50)).isCloseTo(1, within(1e-15));
  }

  @Test
  void notANumberStaysNotANumber() {
    assertThat(Scalars.sigmoid(Double.NaN)).isNaN();
    assertThat(Scalars.log1pExp(Double.NaN)).isNaN();
    assertThat(Scalars.logSumExp(new double[] {1, Double.NaN, 2}, 3)).isNaN();
  }

  @Test
  void logSumExpReadsOnlyTheFirstValues() {
    double[] values = {0.5, -1, 2, 1e9};
    double expected = Math.log(Math.exp(0.5) + Math.exp(-1) + Math.exp(2));
    assertThat(Scalars.logSumExp(values, 3)).isCloseTo(expected, within(1e-14));
    assertThat(Scalars.logSumExp(values, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void logSumExpNeitherOverflowsNorUnderflows() {
    assertThat(Scalars.logSumExp(new double[] {800, 800}, 2))
        .isCloseTo(800 + Math.log(2), within(1e-12));
    assertThat(Scalars.logSumExp(new double[] {-800, -800}, 2))
        .isCloseTo(-800 + Math.log(2), within(1e-12));
    assertThat(Scalars.logSumExp(new double[] {Double.NEGATIVE_INFINITY, 3}, 2)).isEqualTo(3);
    assertThat(Scalars.logSumExp(new double[] {Double.POSITIVE_INFINITY, 3}, 2))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
