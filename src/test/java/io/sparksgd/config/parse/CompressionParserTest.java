package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.CompressionConfig.Broadcast;
import io.sparksgd.config.FeedbackConfig;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionParserTest {
  private static final String BIASED = "top-k, threshold, sign, power-sgd";

  private static CompressionConfig parsed(String yaml) {
    return Jobs.with("compression: {" + yaml + "}").compression();
  }

  static List<Arguments> kinds() {
    return List.of(
        Arguments.of("", new CompressionSpec.None()),
        Arguments.of("kind: none", new CompressionSpec.None()),
        Arguments.of("kind: float32", new CompressionSpec.Float32()),
        Arguments.of("kind: bf16", new CompressionSpec.Bf16()),
        Arguments.of("kind: fp16", new CompressionSpec.Fp16()),
        Arguments.of("kind: int8", new CompressionSpec.Int8(512)),
        Arguments.of("kind: int8, bucket: 64", new CompressionSpec.Int8(64)),
        Arguments.of("kind: random-k", new CompressionSpec.RandomK(0.01)),
        Arguments.of("kind: random-k, ratio: 0.2", new CompressionSpec.RandomK(0.2)),
        Arguments.of("kind: top-k", new CompressionSpec.TopK(0.01)),
        Arguments.of("kind: top-k, ratio: 1", new CompressionSpec.TopK(1)),
        Arguments.of("kind: threshold, threshold: 0.3", new CompressionSpec.Threshold(0.3)),
        Arguments.of("kind: sign", new CompressionSpec.Sign()),
        Arguments.of("kind: power-sgd", new CompressionSpec.PowerSgd(2)),
        Arguments.of("kind: power-sgd, rank: 4", new CompressionSpec.PowerSgd(4)));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyKindAndItsKeysAreRead(String yaml, CompressionSpec spec) {
    assertThat(parsed(yaml).spec()).isEqualTo(spec);
  }

  @Test
  void gradientsAndWeightsAreWholeUnlessAskedOtherwise() {
    assertThat(Jobs.with().compression()).isEqualTo(CompressionConfig.NONE);
    assertThat(parsed("kind: bf16"))
        .isEqualTo(
            new CompressionConfig(
                new CompressionSpec.Bf16(), Optional.empty(), 0, Broadcast.FLOAT64));
  }

  @Test
  void biasedKindsHaveFeedbackUnlessItIsTurnedOff() {
    assertThat(parsed("kind: sign").feedback()).contains(new FeedbackConfig(32));
    assertThat(parsed("kind: sign, error-feedback: true, snapshot-every: 4").feedback())
        .contains(new FeedbackConfig(4));
    assertThat(parsed("kind: sign, error-feedback: false").feedback()).isEmpty();
    assertThat(parsed("kind: int8").feedback()).isEmpty();
  }

  @Test
  void theDensePhaseAndTheBroadcastAreRead() {
    CompressionConfig compression = parsed("kind: top-k, start-step: 1_000, broadcast: float32");

    assertThat(compression.startStep()).isEqualTo(1000);
    assertThat(compression.broadcast()).isEqualTo(Broadcast.FLOAT32);
    assertThat(compression.broadcast().spec()).isEqualTo(new CompressionSpec.Float32());
    assertThat(parsed("broadcast: bf16").broadcast().spec()).isEqualTo(new CompressionSpec.Bf16());
    assertThat(Broadcast.FLOAT64.spec()).isEqualTo(new CompressionSpec.None());
  }

  @Test
  void theMapHoldsWhatTheKindReads() {
    assertThat(JobParser.toMap(Jobs.with("compression: {kind: top-k}")).get("compression"))
        .isEqualTo(
            Map.of(
                "kind",
                "top-k",
                "ratio",
                0.01,
                "error-feedback",
                true,
                "snapshot-every",
                32,
                "start-step",
                0L,
                "broadcast",
                "float64"));
    assertThat(JobParser.toMap(Jobs.with()).get("compression"))
        .isEqualTo(Map.of("kind", "none", "broadcast", "float64"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: int8, ratio: 0.1 | ratio | compression.kind: random-k, top-k",
        "kind: top-k, bucket: 5 | bucket | compression.kind: int8",
        "kind: top-k, threshold: 5 | threshold | compression.kind: threshold",
        "kind: top-k, rank: 5 | rank | compression.kind: power-sgd",
        "kind: int8, error-feedback: true | error-feedback | compression.kind: " + BIASED,
        "kind: bf16, error-feedback: false | error-feedback | compression.kind: " + BIASED,
        "kind: int8, snapshot-every: 8 | snapshot-every | compression.kind: "
            + BIASED
            + "; and compression.error-feedback: true",
        "kind: sign, error-feedback: false, snapshot-every: 8 | snapshot-every | compression.kind: "
            + BIASED
            + "; and compression.error-feedback: true",
        "kind: none, start-step: 8 | start-step | a compression.kind other than none",
        "start-step: 0 | start-step | a compression.kind other than none",
      })
  void keysThatHaveNoEffectAreErrors(String yaml, String key, String only) {
    assertThat(Jobs.errorsWith("compression: {" + yaml + "}"))
        .containsExactly(
            "job.yaml:4: Invalid compression."
                + key
                + ": it has no effect here (only with "
                + only
                + ")");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: top-k, ratio: 0",
        "kind: random-k, ratio: 1.5",
        "kind: threshold, threshold: 0",
        "kind: int8, bucket: 0",
        "kind: power-sgd, rank: 0",
        "kind: sign, snapshot-every: 0",
        "kind: sign, start-step: -1",
        "kind: sign, error-feedback: maybe",
        "broadcast: fp16",
        "kind: zip"
      })
  void whatIsNotAllowedIsNamedWithItsKeyAndValue(String yaml) {
    String wrong = yaml.substring(yaml.lastIndexOf(", ") < 0 ? 0 : yaml.lastIndexOf(", ") + 2);

    assertThat(Jobs.errorsWith("compression: {" + yaml + "}"))
        .singleElement()
        .asString()
        .startsWith("job.yaml:4: Invalid compression." + wrong)
        .contains(" (allowed: ");
  }

  @Test
  void theThresholdIsRequired() {
    assertThat(Jobs.errorsWith("compression: {kind: threshold}"))
        .containsExactly("job.yaml:4: Missing compression.threshold (allowed: a number above 0)");
  }
}
