package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LossTest {

  /**
   * Loss, margin, label, value, derivative; from the formulas with 17 digits, not with this code.
   */
  static Stream<Arguments> oracle() {
    return Stream.of(
        Arguments.of(new SquaredLoss(), 3.0, 1.0, 2.0, 2.0),
        Arguments.of(new SquaredLoss(), -1.5, 1.0, 3.125, -2.5),
        Arguments.of(new LogisticLoss(), 1.5, 1.0, 0.2014132779827524, -0.18242552380635635),
        Arguments.of(new LogisticLoss(), 1.5, 0.0, 1.7014132779827524, 0.8175744761936437),
        Arguments.of(new LogisticLoss(), -2.25, 1.0, 2.350206558916747, -0.9046505351008906),
        Arguments.of(new LogisticLoss(), -2.25, 0.0, 0.10020655891674721, 0.09534946489910949),
        Arguments.of(new LogisticLoss(), 0.0, 1.0, 0.6931471805599453, -0.5),
        Arguments.of(new HingeLoss(), 0.25, 1.0, 0.75, -1.0),
        Arguments.of(new HingeLoss(), 0.25, 0.0, 1.25, 1.0),
        Arguments.of(new HingeLoss(), 1.5, 1.0, 0.0, 0.0),
        Arguments.of(new HingeLoss(), -1.0, 0.0, 0.0, 0.0),
        Arguments.of(new HuberLoss(0.5), 1.25, 1.0, 0.03125, 0.25),
        Arguments.of(new HuberLoss(0.5), 1.5, 1.0, 0.125, 0.5),
        Arguments.of(new HuberLoss(0.5), 1.75, 1.0, 0.25, 0.5),
        Arguments.of(new HuberLoss(0.5), 4.0, 1.0, 1.375, 0.5),
        Arguments.of(new HuberLoss(2.0), -4.0, 1.0, 8.0, -2.0),
        Arguments.of(new QuantileLoss(0.25), 1.0, 3.0, 0.5, -0.25),
        Arguments.of(new QuantileLoss(0.25), 3.0, 1.0, 1.5, 0.75),
        Arguments.of(new QuantileLoss(0.25), 2.0, 2.0, 0.0, 0.0),
        Arguments.of(new PoissonLoss(), 1.25, 3.0, -0.2596570425381586, 0.4903429574618414),
        Arguments.of(new PoissonLoss(), 0.0, 0.0, 1.0, 1.0));
  }

  @ParameterizedTest
  @MethodSource("oracle")
  void hasTheValueAndDerivativeOfItsFormula(
      Loss loss, double margin, double label, double value, double derivative) {
    LossPoint at = at(loss, margin, label);
    assertThat(at.value).isCloseTo(value, within(1e-14));
    assertThat(at.derivative).isCloseTo(derivative, within(1e-14));
  }

  static Stream<Arguments> extremes() {
    return Stream.of(
        Arguments.of(new SquaredLoss(), 800.0, 1.0, 319_200.5, 799.0),
        Arguments.of(new SquaredLoss(), -800.0, 0.0, 320_000.0, -800.0),
        Arguments.of(new LogisticLoss(), 800.0, 1.0, 0.0, 0.0),
        Arguments.of(new LogisticLoss(), 800.0, 0.0, 800.0, 1.0),
        Arguments.of(new LogisticLoss(), -800.0, 1.0, 800.0, -1.0),
        Arguments.of(new LogisticLoss(), -800.0, 0.0, 0.0, 0.0),
        Arguments.of(new HingeLoss(), 800.0, 1.0, 0.0, 0.0),
        Arguments.of(new HingeLoss(), 800.0, 0.0, 801.0, 1.0),
        Arguments.of(new HingeLoss(), -800.0, 1.0, 801.0, -1.0),
        Arguments.of(new HuberLoss(1), 800.0, 0.0, 799.5, 1.0),
        Arguments.of(new HuberLoss(1), -800.0, 0.0, 799.5, -1.0),
        Arguments.of(new QuantileLoss(0.75), 800.0, 0.0, 200.0, 0.25),
        Arguments.of(new QuantileLoss(0.75), -800.0, 0.0, 600.0, -0.75),
        Arguments.of(new PoissonLoss(), -800.0, 3.0, 2400.0, -3.0));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void isExactAtMarginsOf800(
      Loss loss, double margin, double label, double value, double derivative) {
    LossPoint at = at(loss, margin, label);
    assertThat(at.value).isEqualTo(value);
    assertThat(at.derivative + 0.0).isEqualTo(derivative);
  }

  @Test
  void poissonIsInfiniteWhereTheMeanExceedsEveryDouble() {
    LossPoint at = at(new PoissonLoss(), 800, 3);
    assertThat(at.value).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(at.derivative).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @MethodSource("oracle")
  void aMarginThatIsNotANumberNeverLooksLikeAGoodFit(Loss loss) {
    assertThat(at(loss, Double.NaN, 1).value).isNaN();
    assertThat(at(loss, Double.NaN, 0).value).isNaN();
  }

  @ParameterizedTest
  @CsvSource({"40", "100", "700"})
  void logisticKeepsTheDigitsOfTinyLosses(double margin) {
    LossPoint at = at(new LogisticLoss(), margin, 1);
    assertThat(at.value / Math.exp(-margin)).isCloseTo(1, within(1e-15));
    assertThat(at.derivative / Math.exp(-margin)).isCloseTo(-1, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("oracle")
  void manyMarginsAreEvaluatedToTheBitAsOneByOne(Loss loss) {
    SplittableRandom random = new SplittableRandom(7);
    for (int count = 0; count < 70; count++) {
      double scale = count % 3 == 0 ? 1000 : 5;
      double[] margins = random.doubles(count, -scale, scale).toArray();
      double[] labels = random.ints(count, 0, 2).asDoubleStream().toArray();
      if (count > 9) {
        margins[count - 1] = Double.NaN;
        margins[count - 2] = 0;
        margins[count - 3] = -0.0;
        margins[count - 4] = Double.MAX_VALUE;
        margins[count - 5] = -Double.MAX_VALUE;
        margins[count - 6] = Double.NEGATIVE_INFINITY;
      }
      double[] derivatives = margins.clone();
      double[] losses = new double[count];
      loss.evaluate(derivatives, labels, count, losses);
      for (int i = 0; i < count; i++) {
        LossPoint alone = at(loss, margins[i], labels[i]);
        // Objects: NaN is equal to itself, and 0 is not -0.
        assertThat(losses[i]).isEqualTo(Double.valueOf(alone.value));
        assertThat(derivatives[i]).isEqualTo(Double.valueOf(alone.derivative));
      }
    }
  }

  @Test
  void logisticHoldsItsLimitsAtTheLargestMargins() {
    assertThat(at(new LogisticLoss(), Double.MAX_VALUE, 0).value).isEqualTo(Double.MAX_VALUE);
    assertThat(at(new LogisticLoss(), -Double.MAX_VALUE, 0).value).isZero();
    assertThat(at(new LogisticLoss(), Double.NEGATIVE_INFINITY, 1).value)
        .isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(at(new LogisticLoss(), Double.NEGATIVE_INFINITY, 0).value).isZero();
  }

  private static LossPoint at(Loss loss, double margin, double label) {
    LossPoint at = new LossPoint();
    loss.evaluate(margin, label, at);
    return at;
  }
}
