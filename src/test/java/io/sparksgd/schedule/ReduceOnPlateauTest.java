package io.sparksgd.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.schedule.PlateauSettings.ThresholdMode;
import io.sparksgd.schedule.ReduceOnPlateau.Mode;
import org.junit.jupiter.api.Test;

/** What the golden traces leave open; see GoldenTest. */
class ReduceOnPlateauTest {

  private static ReduceOnPlateau plateau(Mode mode, ThresholdMode threshold, double minimum) {
    return new ReduceOnPlateau(mode, new PlateauSettings(0.5, 1, 0.1, threshold, 0, minimum));
  }

  private static double[] rates(ReduceOnPlateau plateau, double... metrics) {
    double[] rates = new double[metrics.length];
    for (int i = 0; i < metrics.length; i++) {
      plateau.observe(metrics[i]);
      rates[i] = plateau.apply(1);
    }
    return rates;
  }

  @Test
  void higherIsBetterTurnsTheComparisonRound() {
    assertThat(
            rates(plateau(Mode.HIGHER_IS_BETTER, ThresholdMode.ABSOLUTE, 0), .5, .7, .75, .75, .9))
        .containsExactly(1, 1, 1, .5, .5);
  }

  @Test
  void aRelativeThresholdIsAShareOfTheBest() {
    assertThat(
            rates(plateau(Mode.LOWER_IS_BETTER, ThresholdMode.RELATIVE, 0), 10, 9.5, 8.9, 8.5, 8.1))
        .containsExactly(1, 1, 1, 1, .5);
  }

  @Test
  void theMinimumIsNotUndercutButDoesNotRaiseALowerSchedule() {
    ReduceOnPlateau plateau = plateau(Mode.LOWER_IS_BETTER, ThresholdMode.ABSOLUTE, 0.3);
    assertThat(rates(plateau, 1, 1, 1, 1, 1)).containsExactly(1, 1, .5, .5, .3);
    assertThat(plateau.apply(0.1)).isEqualTo(0.1);
    assertThat(plateau.reductions()).isEqualTo(2);
  }

  @Test
  void aRestoredStateGivesTheSameAnswers() {
    ReduceOnPlateau plateau = plateau(Mode.LOWER_IS_BETTER, ThresholdMode.ABSOLUTE, 0);
    rates(plateau, 1, 1, 1, 1);
    ReduceOnPlateau restored = plateau(Mode.LOWER_IS_BETTER, ThresholdMode.ABSOLUTE, 0);
    restored.restore(plateau.state());
    assertThat(rates(restored, 1, 0.5, 0.5)).containsExactly(rates(plateau, 1, 0.5, 0.5));
    assertThatThrownBy(() -> restored.restore(new double[2]))
        .hasMessage("Invalid plateau state: 2 values (allowed: 4)");
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new PlateauSettings(1, 1, 0, ThresholdMode.ABSOLUTE, 0, 0))
        .hasMessage("Invalid factor: 1.0 (allowed: above 0, below 1)");
    assertThatThrownBy(() -> new PlateauSettings(.5, -1, 0, ThresholdMode.ABSOLUTE, 0, 0))
        .hasMessage("Invalid patience: -1 (allowed: 0 or more)");
    assertThatThrownBy(() -> new PlateauSettings(.5, 1, -1, ThresholdMode.ABSOLUTE, 0, 0))
        .hasMessageContaining("threshold");
    assertThatThrownBy(() -> new PlateauSettings(.5, 1, 0, ThresholdMode.ABSOLUTE, -1, 0))
        .hasMessageContaining("cooldown");
    assertThatThrownBy(() -> new PlateauSettings(.5, 1, 0, ThresholdMode.ABSOLUTE, 0, -1))
        .hasMessageContaining("minimum");
  }
}
