package io.sparksgd.input.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelValuesTest {
  private static LabelValues of(double... labels) {
    LabelValues values = new LabelValues();
    for (double label : labels) {
      values.add(label);
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, true, false",
    "-1, 1, true, true",
    "1, 1, true, false",
    "0, 0, true, false",
    "-1, -1, true, true",
    "-0.0, 0, true, false",
    "-1, 0, false, true",
    "1, 2, false, false",
    "3, 3, false, false",
    "0.5, 1, false, false"
  })
  void pairsOfLabelsAreBinaryOrNot(double a, double b, boolean binary, boolean negativeOne) {
    for (LabelValues values : new LabelValues[] {of(a, b), of(b, a)}) {
      assertThat(values.binary()).isEqualTo(binary);
      assertThat(values.negativeOne()).isEqualTo(negativeOne);
    }
  }

  @Test
  void smallestLabelsAreShownWhateverTheOrder() {
    assertThat(of(9, 1, 8, 2, 7, 3, 6).show()).isEqualTo("1, 2, 3, 6, 7, ...");
    assertThat(of(6, 3, 7, 2, 8, 1, 9, 9).show()).isEqualTo("1, 2, 3, 6, 7, ...");
    assertThat(of(0.25, -1, 3).show()).isEqualTo("-1, 0.25, 3");
    LabelValues sum = of(9, 8, 7);
    sum.add(of(1, 2, 3, 6));
    assertThat(sum.show()).isEqualTo("1, 2, 3, 6, 7, ...");
    assertThat(sum.maximum()).isEqualTo(9);
  }

  @Test
  void maximumIsThatOfAllLabels() {
    assertThat(of(1, 2, 3, 4, 5, 6, 7, 8, 9).maximum()).isEqualTo(9);
  }

  @Test
  void gapsAreClassNumbersBelowTheLargestThatNoRowHas() {
    assertThat(of(1, 2, 3, 4, 5).gaps()).containsExactly(0);
    assertThat(of(0, 1, 4).gaps()).containsExactly(2, 3);
    assertThat(of(0, 1, 1_000_000).gaps()).containsExactly(2, 3, 4, 5, 6);
    assertThat(of(0, 2e9).gaps()).containsExactly(1, 2, 3, 4, 5);
    assertThat(of(2, 1, 0).gaps()).isEmpty();
    assertThat(of(0, -0.0, 1).gaps()).isEmpty();

    LabelValues sum = of(0, 70);
    LabelValues others = of();
    for (int k = 1; k < 70; k++) {
      others.add(k == 65 ? 0 : k);
    }
    sum.add(others);
    assertThat(sum.gaps()).containsExactly(65);
  }
}
