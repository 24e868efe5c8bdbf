package io.sparksgd.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.NewCategories;
import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.math.CounterRandom;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is fitted to rows. */
class FeatureSumsTest {
  private static final FeaturesConfig NUMBER =
      new FeaturesConfig(List.of("x"), Scale.STANDARD, List.of(), List.of(), 1);

  private static FeatureSums sums(double... values) {
    FeatureSums sums = new FeatureSums(NUMBER);
    BlockBuilder builder = new BlockBuilder();
    for (double value : values) {
      builder.startRow(0, 1).feature(0, value);
    }
    sums.add(builder.atLeast(1).build(), new String[0][], row -> true);
    return sums;
  }

  private static void assertFit(double mean, double deviation, double... values) {
    FittedFeatures fitted = sums(values).fit(NUMBER);
    assertThat(fitted.means()).containsExactly(mean);
    assertThat(fitted.deviations()).containsExactly(deviation);
  }

  @Test
  void meanAndDeviationAreThoseOfTheSample() {
    assertFit(2.5, Math.sqrt(5.0 / 3), 1, 2, 3, 4);
    assertFit(7, 0, 7);
    assertFit(-1, Math.sqrt(2), -2, 0);
  }

  @Test
  void anOffsetTakesNoDigits() {
    double[] times = new double[60];
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = 0; i < 60; i++) {
      times[i] = 1_700_000_060 + 0.1 * i;
      sum = sum.add(new BigDecimal(times[i]));
    }
    BigDecimal mean = sum.divide(new BigDecimal(60), new MathContext(60));
    BigDecimal squares = BigDecimal.ZERO;
    for (double time : times) {
      squares = squares.add(new BigDecimal(time).subtract(mean).pow(2));
    }

    FittedFeatures fitted = sums(times).fit(NUMBER);

    assertThat(fitted.means().get(0)).isEqualTo(mean.doubleValue()).isEqualTo(1700000062.95);
    assertThat(fitted.deviations().get(0))
        .isEqualTo(
            squares
                .divide(new BigDecimal(59), new MathContext(60))
                .sqrt(new MathContext(60))
                .doubleValue())
        .isCloseTo(1.746425, within(1e-6));
  }

  @Test
  void constantsHaveNoDeviation() {
    for (double constant : new double[] {0.1, 14.62, 1.1, 0.001, 123.456, 1e300, 4.9e-324}) {
      assertFit(constant, 0, constant, constant, constant);
    }
  }

  @Test
  void allDoublesHaveTheirPlace() {
    assertFit(0, 1e200, 1e200, -1e200, 0);
    assertFit(5e-324, 5e-324, 0, 5e-324, 1e-323);
    FittedFeatures wide = sums(1e300, 0, 1e-300).fit(NUMBER);
    assertThat(wide.means().get(0)).isEqualTo(1e300 / 3);
    assertThat(wide.deviations().get(0)).isCloseTo(Math.sqrt(1.0 / 3) * 1e300, within(1e285));
  }

  @Test
  void whatIsNotFiniteIsAnError() {
    assertThatThrownBy(() -> sums(1.7e308, -1.7e308).fit(NUMBER))
        .hasMessageStartingWith(
            "Invalid features.scale: the deviation of column x is not finite; its numbers are from"
                + " -1.7E308 to 1.7E308");
  }

  @Test
  void orderAndDivisionOfTheRowsDoNotMatter() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.scalb(CounterRandom.gaussian(1, i, 0), (i * 37) % 200 - 100);
    }
    FittedFeatures whole = sums(values).fit(NUMBER);
    for (int cut : new int[] {1, 10, 333, 999}) {
      FeatureSums parts = new FeatureSums(NUMBER);
      for (int end = values.length; end > 0; end -= cut) {
        double[] part = Arrays.copyOfRange(values, Math.max(0, end - cut), end);
        parts.add(sums(part));
      }
      assertThat(parts.fit(NUMBER)).isEqualTo(whole);
    }
  }

  @Test
  void categoriesGrowBehindThoseOfTheirColumn() {
    FeaturesConfig columns =
        new FeaturesConfig(List.of("n"), Scale.NONE, List.of("c", "d"), List.of("h"), 3);
    FittedFeatures old =
        new FittedFeatures(
            columns, List.of(), List.of(), List.of(List.of("b", "z"), List.of("1.5")));
    List<List<String>> found = List.of(List.of("a", "z"), List.of("1.50", "2"));

    FittedFeatures grown = old.grown(NewCategories.ADDED, found);

    assertThat(grown.categories()).containsExactly(List.of("b", "z", "a"), List.of("1.5", "2"));
    assertThat(old.grown(NewCategories.UNKNOWN, found)).isEqualTo(old);
    assertThat(old.placesIn(grown)).containsExactly(0, 1, 2, 4, 6, 7, 8);
  }
}
