package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.SynchronizeConfig;
import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.testkit.Jobs;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SynchronizeParserTest {
  private static Optional<LocalRounds> local(String yaml) {
    return Jobs.with("synchronize: {" + yaml + "}").synchronize().local();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every: step"})
  void partitionsAgreeAtEveryStepUnlessToldOtherwise(String yaml) {
    assertThat(local(yaml)).isEmpty();
    assertThat(Jobs.with().synchronize()).isEqualTo(SynchronizeConfig.EVERY_STEP);
  }

  @Test
  void localRoundsHaveTheDefaultsOfPlainAveraging() {
    assertThat(local("local-steps: 16"))
        .contains(
            new LocalRounds(
                new Length.Steps(16),
                0,
                LocalState.AVERAGE,
                StepPrecision.FLOAT64,
                new UpdateRule.Sgd(),
                1));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            local(
                "local-epochs: 0.5, start-local-at: 100, local-state: keep,"
                    + " outer: {kind: nesterov, momentum: 0.8, learning-rate: 0.6}"))
        .contains(
            new LocalRounds(
                new Length.Epochs(0.5),
                100,
                LocalState.KEEP,
                StepPrecision.FLOAT64,
                new UpdateRule.Nesterov(0.8),
                0.6));
  }

  @ParameterizedTest
  @CsvSource({"sgd, 1", "momentum, 1", "nesterov, 0.7"})
  void outerRulesHaveTheRatesOfTheirPapers(String kind, double rate) {
    assertThat(local("local-steps: 2, outer: {kind: " + kind + "}").orElseThrow())
        .returns(rate, LocalRounds::outerLearningRate);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aggregation-depth: 0 | Invalid synchronize.aggregation-depth: 0 (allowed: a whole number"
            + " from 1 to 20)",
        "every: round | Invalid synchronize.every: round (allowed: step)",
        "local-steps: 0 | Invalid synchronize.local-steps: 0 (allowed: a whole number from 1 to"
            + " 2147483647)",
        "local-epochs: -1 | Invalid synchronize.local-epochs: -1 (allowed: a number above 0)",
        "local-steps: 2, local-epochs: 1 | Invalid synchronize: more than one interval (allowed:"
            + " one of every, local-steps, local-epochs)",
        "every: step, local-steps: 2 | Invalid synchronize: more than one interval (allowed: one"
            + " of every, local-steps, local-epochs)",
        "start-local-at: 5 | Invalid synchronize.start-local-at: it has no effect here (only with"
            + " synchronize.local-steps or synchronize.local-epochs)",
        "local-steps: 2, local-state: mean | Invalid synchronize.local-state: mean (did you mean"
            + " keep?) (allowed: average, keep, reset)",
        "'local-steps: 2, outer: {kind: sgd, momentum: 0.5}' | Invalid synchronize.outer.momentum:"
            + " it has no effect here (only with synchronize.outer.kind: momentum, nesterov)",
        "'local-steps: 2, outer: {kind: adam}' | Invalid synchronize.outer.kind: adam (allowed:"
            + " sgd, momentum, nesterov)"
      })
  void mistakesNameTheKeyTheValueAndWhatIsAllowed(String yaml, String message) {
    assertThat(Jobs.errorsWith("synchronize: {" + yaml + "}"))
        .allSatisfy(
            error ->
                assertThat(error.replaceAll(" \\(did you mean [a-z-]+\\?\\)", ""))
                    .isEqualTo(
                        "job.yaml:4: " + message.replaceAll(" \\(did you mean [a-z-]+\\?\\)", "")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "every: step, ", "local-steps: 4, "})
  void theDepthOfTheAdditionsGoesWithAllRounds(String rounds) {
    SynchronizeConfig config =
        Jobs.with("synchronize: {" + rounds + "aggregation-depth: 3}").synchronize();

    assertThat(config.aggregationDepth()).hasValue(3);
    assertThat(SynchronizeParser.toMap(config)).containsEntry("aggregation-depth", 3);
    assertThat(Jobs.with("synchronize: {" + rounds + "}").synchronize().aggregationDepth())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "local-steps: 4, local-state: keep | none | local-state: keep",
        "every: step | top-k | compression.error-feedback",
      })
  void partitionsWithAMemoryAreAddedInOneLevel(String rounds, String codec, String what) {
    String compression = "compression: {kind: " + codec + "}";

    assertThat(Jobs.errorsWith("synchronize: {" + rounds + ", aggregation-depth: 2}", compression))
        .containsExactly(
            "job.yaml:4: Invalid synchronize.aggregation-depth: 2 with "
                + what
                + " (allowed: 1; contributions of partitions with a memory are added on the"
                + " driver)");
    assertThat(
            Jobs.with("synchronize: {" + rounds + ", aggregation-depth: 1}", compression)
                .synchronize()
                .aggregationDepth())
        .hasValue(1);
  }

  @Test
  void averagedMemoryDoesNotGoWithCompression() {
    assertThat(Jobs.errorsWith("synchronize: {local-steps: 4}", "compression: {kind: top-k}"))
        .containsExactly(
            "job.yaml:4: Invalid synchronize.local-state: average with compression.kind other than"
                + " none (allowed: keep, reset; the averaged memory would travel uncompressed)");
  }

  @Test
  void localWeightsCanBeFloats() {
    SynchronizeConfig config =
        Jobs.with(
                "synchronize: {local-steps: 4, local-precision: float32}",
                "optimizer: {kind: adagrad, learning-rate: 0.1}")
            .synchronize();

    assertThat(config.local().orElseThrow().precision()).isEqualTo(StepPrecision.FLOAT32);
    assertThat(SynchronizeParser.toMap(config)).containsEntry("local-precision", "float32");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer: {kind: adam, learning-rate: 0.1} | optimizer.kind adam",
        "optimizer: {kind: adagrad, learning-rate: 0.1, clip-norm: 2} | optimizer.clip-norm",
        "optimizer: {kind: adagrad, learning-rate: 0.1, clip-value: 2} | optimizer.clip-value",
        "penalty: {l2: 0.1} | optimizer.kind adam, a penalty"
      })
  void floatsAreForAdaGradOnOneMargin(String group, String what) {
    assertThat(Jobs.errorsWith("synchronize: {local-steps: 4, local-precision: float32}", group))
        .containsExactly(
            "job.yaml:4: Invalid synchronize.local-precision: float32 with "
                + what
                + " (allowed: float64; float32 only with a linear model of one output,"
                + " optimizer.kind: adagrad without clipping, and no penalty)");
  }

  @ParameterizedTest
  @CsvSource({"softmax, false", "factorization-machine, false", "hinge, true"})
  void floatsAreForLinearModelsOfOneOutput(String kind, boolean allowed) {
    String job =
        Jobs.LEAST.replace("logistic", kind)
            + "synchronize: {local-epochs: 1, local-precision: float32}\n"
            + "optimizer: {kind: adagrad, learning-rate: 0.1}";
    if (allowed) {
      assertThat(Jobs.parse(job).synchronize().local()).isPresent();
    } else {
      assertThat(Jobs.errors(job))
          .singleElement()
          .asString()
          .contains("local-precision: float32 with model.kind " + kind + " (allowed: float64;");
    }
  }
}
