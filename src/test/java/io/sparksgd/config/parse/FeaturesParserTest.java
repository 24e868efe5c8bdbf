package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.FeaturesConfig.Scale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The group {@code features}. */
class FeaturesParserTest {
  private static final String CSV =
      """
      data: {train: a.csv}
      model: {kind: logistic}
      output: out
      """;

  @Test
  void columnsOfEachKindAreRead() {
    JobConfig job =
        Jobs.parse(
            CSV,
            "features={numbers: [a, b], scale: standard, one-hot: c, hash: [d], hash-size: 8}");

    FeaturesConfig features = job.features().orElseThrow();
    assertThat(features)
        .isEqualTo(
            new FeaturesConfig(List.of("a", "b"), Scale.STANDARD, List.of("c"), List.of("d"), 8));
    assertThat(features.columns()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void leftOutTheDataHasVectors() {
    assertThat(Jobs.parse(CSV).features()).isEmpty();
    assertThat(Jobs.parse(CSV, "features={}").features()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "features={scale: none} | Invalid features.scale: it has no effect here (only with"
            + " features.numbers)",
        "features={scale: none} | Invalid features: no columns (allowed: at least one of numbers,"
            + " one-hot, hash)",
        "features={numbers: a, hash-size: 4} | Invalid features.hash-size: it has no effect here"
            + " (only with features.hash)",
        "features={numbers: a, hash: a} | Invalid features: column a twice (allowed: each column"
            + " once)",
        "features={numbers: a, scale: unit} | Invalid features.scale: unit (allowed: none,"
            + " deviation, standard)",
        "features={hash: a, hash-size: 0} | Invalid features.hash-size: 0 (allowed: a whole number"
            + " from 1 to 2147483647)",
        "features={onehot: a} | Unknown key features.onehot (did you mean one-hot?)",
      })
  void whatMakesNoSenseIsAnError(String override, String message) {
    assertThat(Jobs.errors(CSV, override)).anyMatch(error -> error.endsWith(": " + message));
  }

  @Test
  void theDataCannotSayWhatTheFeaturesAreToo() {
    assertThat(Jobs.errors(CSV, "features={numbers: a}", "data.features=b", "data.num-features=3"))
        .containsExactly(
            "--set data.features=b: Invalid data.features: it has no effect here (the group"
                + " features says what the features are)",
            "--set data.num-features=3: Invalid data.num-features: it has no effect here (the group"
                + " features says what the features are)");
  }

  @Test
  void libsvmFilesHaveNoColumns() {
    assertThat(Jobs.errors(CSV, "features={numbers: a}", "data.train=a.svm"))
        .hasSize(1)
        .allMatch(error -> error.contains("libsvm files have no columns"));
  }

  @Test
  void anUnknownFormatIsReportedOnce() {
    assertThat(Jobs.errors(CSV, "features={numbers: a}", "data.format=parqet"))
        .hasSize(1)
        .allMatch(error -> error.contains("Invalid data.format: parqet"));
  }
}
