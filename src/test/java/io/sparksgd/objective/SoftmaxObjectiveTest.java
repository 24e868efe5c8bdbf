package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.objective.ModelSpec.Intercept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoftmaxObjectiveTest {
  private final Objective objective = new ModelSpec.Softmax().build(1, 3, Intercept.NONE);
  private final RowBlock rows =
      new BlockBuilder()
          .startRow(0, 1)
          .feature(0, 1)
          .startRow(1, 1)
          .feature(0, 1)
          .startRow(2, 1)
          .feature(0, 1)
          .build();

  @ParameterizedTest
  @CsvSource({
    "0, 1.7413112966571571, -0.8247096078599633",
    "1, 3.241311296657157, 0.1752903921400367",
    "2, 0.24131129665715711, 0.1752903921400367"
  })
  void hasTheLossOfItsFormula(int label, double loss, double firstDerivative) {
    double[] margins = {0.5, -1, 2};
    GradientSum sum = gradient(label, margins);
    assertThat(sum.lossSum()).isCloseTo(loss, within(1e-14));
    assertThat(objective.loss(margins, label)).isCloseTo(loss, within(1e-14));
    assertThat(sum.gradient()[0]).isCloseTo(firstDerivative, within(1e-15));
    assertThat(sum.gradient()[0] + sum.gradient()[1] + sum.gradient()[2])
        .isCloseTo(0, within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 0, 0, 0", "1, 1600, 1, -1, 0", "2, 800, 1, 0, -1"})
  void isExactAtMarginsOf800(int label, double loss, double d0, double d1, double d2) {
    GradientSum sum = gradient(label, new double[] {800, -800, 0});
    assertThat(sum.lossSum()).isEqualTo(loss);
    assertThat(sum.gradient()).containsExactly(d0, d1, d2);
  }

  @Test
  void aMarginThatIsNotANumberGivesALossThatIsNotANumber() {
    assertThat(gradient(0, new double[] {1, Double.NaN, 2}).lossSum()).isNaN();
    assertThat(objective.loss(new double[] {1, Double.NaN, 2}, 0)).isNaN();
  }

  @Test
  void predictsTheLargestMarginAndTheLowestClassOnTies() {
    assertThat(objective.predict(new double[] {0.5, -1, 2}, null)).isEqualTo(2);
    assertThat(objective.predict(new double[] {1, 3, 3}, null)).isEqualTo(1);
    assertThat(objective.predict(new double[] {0, 0, 0}, null)).isEqualTo(0);
  }

  @Test
  void givesProbabilitiesAndLeavesTheMarginsAlone() {
    double[] raw = {0.5, -1, 2};
    double[] probability = new double[3];
    objective.predict(raw, probability);
    double total = Math.exp(0.5) + Math.exp(-1) + Math.exp(2);
    double[] expected = {Math.exp(0.5) / total, Math.exp(-1) / total, Math.exp(2) / total};
    assertThat(probability).containsExactly(expected, within(1e-15));
    assertThat(raw).containsExactly(0.5, -1, 2);
  }

  @Test
  void twoClassesHaveTheLossOfLogisticRegression() {
    Objective two = new ModelSpec.Softmax().build(1, 2, Intercept.NONE);
    Objective logistic = new ModelSpec.Logistic().build(1, 2, Intercept.NONE);
    for (double margin = -5; margin <= 5; margin += 0.5) {
      for (int label = 0; label < 2; label++) {
        assertThat(two.loss(new double[] {0, margin}, label))
            .isCloseTo(logistic.loss(new double[] {margin}, label), within(1e-14));
      }
    }
  }

  private GradientSum gradient(int row, double[] parameters) {
    GradientSum sum = new GradientSum(3);
    objective.addGradient(rows, RowSelection.range(row, row + 1), parameters, sum);
    return sum;
  }
}
