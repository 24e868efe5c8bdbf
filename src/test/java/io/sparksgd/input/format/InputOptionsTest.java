package io.sparksgd.input.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.BadRows;
import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputOptionsTest {
  private static InputOptions.Builder options() {
    return InputOptions.of(Format.CSV, LabelRule.NUMBER);
  }

  @Test
  void defaultsFindEverythingInTheData() {
    InputOptions options = options().build();
    assertThat(options.label()).isEqualTo("label");
    assertThat(options.features()).containsExactly("features");
    assertThat(options.weight()).isEmpty();
    assertThat(options.numFeatures()).isEmpty();
    assertThat(options.classes()).isEmpty();
    assertThat(options.partitions()).isEmpty();
    assertThat(options.badRows()).isEqualTo(BadRows.FAIL);
  }

  @Test
  void numbersOutOfRangeAreNamed() {
    assertThatThrownBy(() -> options().numFeatures(0).build())
        .hasMessage("Invalid num-features: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> options().partitions(0).build())
        .hasMessage("Invalid partitions: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> options().classes(1).build())
        .hasMessage("Invalid classes: 1 (allowed: 2 or more)");
    assertThatThrownBy(() -> options().features().build())
        .hasMessage("Invalid features: none (allowed: one column or more)");
  }

  @Test
  void quarantineNeedsADirectory() {
    InputOptions drop = options().quarantineBadRows("q").build();
    assertThatThrownBy(
            () ->
                new InputOptions(
                    drop.format(),
                    drop.label(),
                    drop.features(),
                    drop.weight(),
                    drop.indexBase(),
                    drop.numFeatures(),
                    drop.classes(),
                    drop.partitions(),
                    drop.spread(),
                    drop.precision(),
                    BadRows.QUARANTINE,
                    Optional.empty(),
                    drop.csvHeader(),
                    drop.csvDelimiter(),
                    drop.labelRule(),
                    Optional.empty()))
        .hasMessage("Invalid quarantine: none (allowed: a directory, with bad-rows: quarantine)");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 2, Double.NaN})
  void fractionIsBetweenZeroAndOne(double fraction) {
    assertThatThrownBy(() -> new ValidationSource.Fraction(fraction, 1))
        .hasMessage("Invalid validation fraction: " + fraction + " (allowed: above 0, below 1)");
  }
}
