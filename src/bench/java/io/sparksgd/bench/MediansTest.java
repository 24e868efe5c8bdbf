package io.sparksgd.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class MediansTest {
  @Test
  void theMedianIsTheMiddleValueWhateverTheOrder() {
    assertThat(Medians.median(new double[] {9, 1, 5})).isEqualTo(5);
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertThat(Medians.median(List.of(4.0, 100.0, 1.0, 3.0))).isEqualTo(3.5);
  }

  @Test
  void theArgumentKeepsItsOrder() {
    double[] values = {3, 1, 2};
    Medians.median(values);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void nothingHasNoMedian() {
    assertThatThrownBy(() -> Medians.median(new double[0]))
        .hasMessage("Invalid values: none (allowed: one or more)");
  }

  @Test
  void aStepIsTheMedianDifferenceAfterTheWarmup() {
    double[] moments = {0, 50, 90, 92, 95, 97};
    assertThat(Medians.medianStep(moments, 2)).isEqualTo(2);
    assertThat(Medians.medianStep(moments, 0)).isEqualTo(3);
  }

  @Test
  void aWarmupThatLeavesNothingIsRefused() {
    assertThatThrownBy(() -> Medians.medianStep(new double[] {0, 1}, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
