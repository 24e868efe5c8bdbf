package io.sparksgd.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GenerateSettingsTest {

  static List<Arguments> wrongSettings() {
    return List.of(
        Arguments.of(clicks().features(0), "Invalid features: 0 (allowed: 2 to 2147483647)"),
        Arguments.of(blobs().features(0), "Invalid features: 0 (allowed: 1 to 100000)"),
        Arguments.of(blobs().features(100_001), "Invalid features: 100001 (allowed: 1 to 100000)"),
        Arguments.of(blobs().partitions(0), "Invalid partitions: 0 (allowed: 1 to 100000)"),
        Arguments.of(blobs().firstRow(-1), "Invalid first-row: -1 (allowed: 0 to 1000000000000)"),
        Arguments.of(blobs().classes(1), "Invalid classes: 1 (allowed: 2 to 1000)"),
        Arguments.of(
            blobs().classes(1000).features(10_001),
            "Invalid classes: 1000 with 10001 features (allowed: classes x features up to"
                + " 10000000)"),
        Arguments.of(blobs().noise(0), "Invalid noise: 0.0 (allowed: above 0 to 1000000)"),
        Arguments.of(blobs().noise(Double.NaN), "Invalid noise: NaN (allowed: above 0 to 1000000)"),
        Arguments.of(
            clicks().positiveRate(1), "Invalid positive-rate: 1.0 (allowed: 0.001 to 0.999)"),
        Arguments.of(
            clicks().positiveRate(Double.NaN),
            "Invalid positive-rate: NaN (allowed: 0.001 to 0.999)"),
        Arguments.of(
            clicks().noise(1),
            "Invalid noise: 1.0 for click-logs, which does not have it (allowed with: regression,"
                + " blobs)"),
        Arguments.of(
            clicks().classes(3),
            "Invalid classes: 3 for click-logs, which does not have it (allowed with: blobs)"),
        Arguments.of(
            blobs().positiveRate(0.5),
            "Invalid positive-rate: 0.5 for blobs, which does not have it (allowed with:"
                + " click-logs)"),
        Arguments.of(
            clicks().format(GenerateFormat.CSV),
            "Invalid format: csv for click-logs, which is sparse (allowed: libsvm, parquet)"),
        Arguments.of(
            clicks().format(GenerateFormat.JSON),
            "Invalid format: json for click-logs, which is sparse (allowed: libsvm, parquet)"));
  }

  @ParameterizedTest
  @MethodSource("wrongSettings")
  void saysWhatIsWrong(SettingsForTest settings, String message) {
    assertThatThrownBy(() -> settings.to("out").check())
        .isInstanceOf(GenerateException.class)
        .hasMessage(message);
  }

  @Test
  void reportsAllProblemsTogether() {
    SettingsForTest settings = new SettingsForTest(GenerateKind.BLOBS, 0).classes(1);

    assertThatThrownBy(() -> settings.to(" ").check())
        .isInstanceOf(GenerateException.class)
        .hasMessage(
            """
            Invalid rows: 0 (allowed: 1 to 1000000000)
            Invalid out: '' (allowed: the path of a folder that does not exist)
            Invalid classes: 1 (allowed: 2 to 1000)\
            """);
  }

  @ParameterizedTest
  @EnumSource(GenerateKind.class)
  void defaultsAreRightForEveryKind(GenerateKind kind) {
    assertThatCode(() -> GenerateSettings.of(kind, 1, "out").check()).doesNotThrowAnyException();
  }

  @Test
  void namesAreThoseOfTheCommandLine() {
    assertThat(GenerateKind.CLICK_LOGS).hasToString("click-logs");
    assertThat(GenerateFormat.PARQUET).hasToString("parquet");
  }

  private static SettingsForTest clicks() {
    return new SettingsForTest(GenerateKind.CLICK_LOGS, 10);
  }

  private static SettingsForTest blobs() {
    return new SettingsForTest(GenerateKind.BLOBS, 10);
  }
}
