package io.sparksgd.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.schedule.PlateauSettings.ThresholdMode;
import io.sparksgd.schedule.ReduceOnPlateau.Mode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

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
  void observationsDuringTheCooldownDoNotCount() {
    PlateauSettings settings = new PlateauSettings(0.5, 0, 0, ThresholdMode.ABSOLUTE, 2, 0);
    ReduceOnPlateau plateau = new ReduceOnPlateau(Mode.LOWER_IS_BETTER, settings);
    assertThat(rates(plateau, 1, 1, 1, 1, 1)).containsExactly(1, .5, .5, .5, .25);
  }

  /** PyTorch's step, line by line, with its own names, on random metrics. */
  @ParameterizedTest
  @CsvSource({
    "LOWER_IS_BETTER, PYTORCH_RELATIVE", "LOWER_IS_BETTER, ABSOLUTE",
    "HIGHER_IS_BETTER, PYTORCH_RELATIVE", "HIGHER_IS_BETTER, ABSOLUTE"
  })
  void reducesWhenPyTorchDoes(Mode mode, ThresholdMode thresholdMode) {
    Random random = new Random(5);
    for (int trial = 0; trial < 50; trial++) {
      int patience = trial % 4;
      int cooldown = trial % 3;
      ReduceOnPlateau plateau =
          new ReduceOnPlateau(
              mode, new PlateauSettings(0.5, patience, 0.1, thresholdMode, cooldown, 0.01));
      double lr = 1;
      double best = mode == Mode.LOWER_IS_BETTER ? 1 / 0.0 : -1 / 0.0;
      int numBadEpochs = 0;
      int cooldownCounter = 0;
      for (int step = 0; step < 60; step++) {
        double a = random.nextInt(10) == 0 ? Double.NaN : random.nextGaussian();
        boolean better;
        if (mode == Mode.LOWER_IS_BETTER) {
          better =
              thresholdMode == ThresholdMode.PYTORCH_RELATIVE ? a < best * 0.9 : a < best - 0.1;
        } else {
          better =
              thresholdMode == ThresholdMode.PYTORCH_RELATIVE ? a > best * 1.1 : a > best + 0.1;
        }
        if (better) {
          best = a;
          numBadEpochs = 0;
        } else {
          numBadEpochs += 1;
        }
        if (cooldownCounter > 0) {
          cooldownCounter -= 1;
          numBadEpochs = 0;
        }
        if (numBadEpochs > patience) {
          lr = Math.max(lr * 0.5, 0.01);
          cooldownCounter = cooldown;
          numBadEpochs = 0;
        }
        plateau.observe(a);
        assertThat(plateau.apply(1)).as("trial " + trial + ", step " + step).isEqualTo(lr);
      }
      assertThat(plateau.reductions()).isPositive();
    }
  }

  /**
   * Values that need 10 % of the best one's magnitude: -186 needs below -204.6, -120 above -108;
   * PyTorch's formula asks for below -167.4 and above -132.
   */
  @ParameterizedTest
  @CsvSource({
    "LOWER_IS_BETTER, RELATIVE, -186 -204 -204 -205 -205, 1 1 .5 .5 .5",
    "LOWER_IS_BETTER, PYTORCH_RELATIVE, -186 -186 -186 -186 -186, 1 1 1 1 1",
    "LOWER_IS_BETTER, RELATIVE, 2 -1 -1.05 -1.05 -1.05, 1 1 1 .5 .5",
    "HIGHER_IS_BETTER, RELATIVE, -120 -109 -109 -107 -107, 1 1 .5 .5 .5",
    "HIGHER_IS_BETTER, PYTORCH_RELATIVE, -120 -120 -120 -120 -120, 1 1 1 1 1",
    "HIGHER_IS_BETTER, RELATIVE, -0.5 -0.44 0.01 0.0105 0.0105, 1 1 1 1 .5",
    "HIGHER_IS_BETTER, RELATIVE, 0 0 0 0 0, 1 1 .5 .5 .25"
  })
  void aRelativeThresholdIsAShareOfTheMagnitude(
      Mode mode, ThresholdMode threshold, String metrics, String expected) {
    assertThat(rates(plateau(mode, threshold, 0), numbers(metrics)))
        .containsExactly(numbers(expected));
  }

  private static double[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }

  /** The rates of jobs with positive metrics are those that PyTorch's formula gives, to the bit. */
  @ParameterizedTest
  @EnumSource(Mode.class)
  void positiveMetricsAreJudgedAsInPyTorch(Mode mode) {
    Random random = new Random(6);
    for (int trial = 0; trial < 50; trial++) {
      double[] metrics = random.doubles(60, 0, 2).toArray();
      assertThat(rates(plateau(mode, ThresholdMode.RELATIVE, 0), metrics))
          .containsExactly(rates(plateau(mode, ThresholdMode.PYTORCH_RELATIVE, 0), metrics));
    }
  }

  @Test
  void theMinimumIsNotUndercutButDoesNotRaiseALowerSchedule() {
    ReduceOnPlateau plateau = plateau(Mode.LOWER_IS_BETTER, ThresholdMode.ABSOLUTE, 0.3);
    assertThat(rates(plateau, 1, 1, 1, 1, 1)).containsExactly(1, 1, .5, .5, .3);
    assertThat(plateau.apply(0.1)).isEqualTo(0.1);
    assertThat(plateau.reductions()).isEqualTo(2);
  }

  @Test
  void theFirstNumberIsTheBestWhateverTheThreshold() {
    ReduceOnPlateau plateau =
        new ReduceOnPlateau(
            Mode.LOWER_IS_BETTER, new PlateauSettings(0.5, 1, 1, ThresholdMode.RELATIVE, 0, 0));
    assertThat(rates(plateau, 5, -1, 1, 1)).containsExactly(1, 1, 1, .5);
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
