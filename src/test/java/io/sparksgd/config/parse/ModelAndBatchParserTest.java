package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.config.BatchSize;
import io.sparksgd.config.ModelConfig;
import io.sparksgd.config.Sampling;
import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ModelAndBatchParserTest {

  private static String job(String model) {
    return "data: {train: a.libsvm}\noutput: out\nmodel: {" + model + "}";
  }

  static List<Arguments> models() {
    return List.of(
        Arguments.of("kind: linear", new ModelSpec.Linear()),
        Arguments.of("kind: logistic", new ModelSpec.Logistic()),
        Arguments.of("kind: softmax", new ModelSpec.Softmax()),
        Arguments.of("kind: hinge", new ModelSpec.Hinge()),
        Arguments.of("kind: huber", new ModelSpec.Huber(1.35)),
        Arguments.of("kind: huber, delta: 0.5", new ModelSpec.Huber(0.5)),
        Arguments.of("kind: quantile", new ModelSpec.Quantile(0.5)),
        Arguments.of("kind: quantile, quantile: 0.9", new ModelSpec.Quantile(0.9)),
        Arguments.of("kind: poisson", new ModelSpec.Poisson()));
  }

  @ParameterizedTest
  @MethodSource("models")
  void everyKindOfModelIsRead(String yaml, ModelSpec spec) {
    assertThat(Jobs.parse(job(yaml)).model().spec()).isEqualTo(spec);
  }

  @Test
  void interceptClassesAndInitAreRead() {
    ModelConfig model =
        Jobs.parse(job("kind: softmax, classes: 3, intercept: false, init: m")).model();

    assertThat(model.classes()).hasValue(3);
    assertThat(model.intercept()).isEqualTo(ModelSpec.Intercept.NONE);
    assertThat(model.init()).contains("m");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: linear, delta: 1 | model.delta: it has no effect here (only with model.kind or"
            + " model.output: huber)",
        "kind: linear, quantile: 0.5 | model.quantile: it has no effect here (only with model.kind:"
            + " quantile)",
        "kind: logistic, classes: 2 | model.classes: it has no effect here (only with model.kind"
            + " or model.output: softmax)",
        "kind: linear, hidden: [3] | model.hidden: it has no effect here (only with model.kind:"
            + " mlp)",
        "kind: softmax, classes: 1 | model.classes: 1 (allowed: a whole number from 2 to"
            + " 16777216)",
        "kind: huber, delta: 0 | model.delta: 0 (allowed: a number above 0)",
        "kind: quantile, quantile: 1 | model.quantile: 1 (allowed: a number between 0 and 1)",
        "kind: linear, intercept: 1 | model.intercept: 1 (allowed: true or false)",
        "kind: mlp, hidden: [64, 0] | model.hidden: 0 (allowed: a list of whole numbers from 1"
            + " to 16777216, such as [64, 32])",
        "kind: mlp, hidden: 64 | model.hidden: 64 (allowed: a list of whole numbers from 1 to"
            + " 16777216, such as [64, 32])",
        "kind: mlp, hidden: [64], activation: selu | model.activation: selu (did you mean relu?)"
            + " (allowed: relu, tanh, sigmoid, gelu)",
        "kind: mlp, hidden: [64], dropout: 1 | model.dropout: 1 (allowed: a number from 0 to below"
            + " 1)",
        "kind: mlp, hidden: [64], output: linear, label-smoothing: 0.1 | model.label-smoothing: it"
            + " has no effect here (only with model.kind: mlp and model.output: softmax)",
        "kind: factorization-machine, output: softmax | model.output: softmax (allowed: linear,"
            + " logistic, huber)",
        "kind: factorization-machine, factors: 0 | model.factors: 0 (allowed: a whole number from 1"
            + " to 16777216)",
      })
  void wrongModelsAreErrors(String yaml, String message) {
    assertThat(Jobs.errors(job(yaml))).containsExactly("job.yaml:3: Invalid " + message);
  }

  @Test
  void networksAndMachinesAreRead() {
    assertThat(
            Jobs.parse(
                    job(
                        "kind: mlp, hidden: [64, 32], activation: tanh, dropout: 0.2,"
                            + " label-smoothing: 0.1"))
                .model()
                .spec())
        .isEqualTo(
            new ModelSpec.Mlp(
                List.of(64, 32), Activation.TANH, ModelSpec.Output.SOFTMAX, 1.35, 0.2, 0.1));
    assertThat(Jobs.parse(job("kind: factorization-machine, output: linear")).model().spec())
        .isEqualTo(new ModelSpec.FactorizationMachine(8, ModelSpec.Output.LINEAR, 1.35, 0.01));
  }

  @Test
  void aNetworkNeedsHiddenLayers() {
    assertThat(Jobs.errors(job("kind: mlp")))
        .containsExactly(
            "job.yaml:3: Missing model.hidden (allowed: widths of hidden layers, such as [64,"
                + " 32])");
  }

  @Test
  void theKindOfModelIsRequired() {
    assertThat(Jobs.errors(job("intercept: true")))
        .containsExactly(
            "job.yaml:3: Missing model.kind (allowed: linear, logistic, softmax, hinge, huber,"
                + " quantile, poisson, factorization-machine, mlp, custom)");
  }

  static List<Arguments> batches() {
    return List.of(
        Arguments.of("{}", new BatchConfig(new BatchSize.Rows(256), Sampling.SHUFFLE, 1)),
        Arguments.of("{size: 1}", new BatchConfig(new BatchSize.Rows(1), Sampling.SHUFFLE, 1)),
        Arguments.of(
            "{size: 9, sampling: replacement, accumulation-steps: 3}",
            new BatchConfig(new BatchSize.Rows(9), Sampling.REPLACEMENT, 3)),
        Arguments.of(
            "{size: 9, sampling: block-shuffle}",
            new BatchConfig(new BatchSize.Rows(9), Sampling.BLOCK_SHUFFLE, 1)),
        Arguments.of(
            "{size: 9, sampling: bernoulli}",
            new BatchConfig(new BatchSize.Rows(9), Sampling.BERNOULLI, 1)),
        Arguments.of(
            "{fraction: 0.1, accumulation-steps: 2}",
            new BatchConfig(new BatchSize.Fraction(0.1), Sampling.BERNOULLI, 2)),
        Arguments.of(
            "{fraction: 1, sampling: bernoulli}",
            new BatchConfig(new BatchSize.Fraction(1), Sampling.BERNOULLI, 1)),
        Arguments.of("{full: true}", new BatchConfig(new BatchSize.Full(), Sampling.SHUFFLE, 1)),
        Arguments.of(
            "{full: false, size: 3}", new BatchConfig(new BatchSize.Rows(3), Sampling.SHUFFLE, 1)));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void everyBatchIsRead(String yaml, BatchConfig batch) {
    assertThat(Jobs.with("batch: " + yaml).batch()).isEqualTo(batch);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "size: 3, fraction: 0.1 | batch: more than one size (allowed: one of size, fraction, full)",
        "size: 3, full: true | batch: more than one size (allowed: one of size, fraction, full)",
        "fraction: 0.1, full: true | batch: more than one size (allowed: one of size, fraction,"
            + " full)",
        "fraction: 0 | batch.fraction: 0 (allowed: a number above 0, up to 1)",
        "fraction: 1.5 | batch.fraction: 1.5 (allowed: a number above 0, up to 1)",
        "fraction: 0.5, sampling: shuffle | batch.sampling: shuffle with batch.fraction (allowed:"
            + " bernoulli; batch.size gives exact sizes)",
        "fraction: 0.5, sampling: replacement | batch.sampling: replacement with batch.fraction"
            + " (allowed: bernoulli; batch.size gives exact sizes)",
        "fraction: 0.5, sampling: block-shuffle | batch.sampling: block-shuffle with batch.fraction"
            + " (allowed: bernoulli; batch.size gives exact sizes)",
        "full: true, sampling: bernoulli | batch.sampling: bernoulli with batch.full (allowed:"
            + " shuffle; a full batch has all rows)",
        "full: true, accumulation-steps: 2 | batch.accumulation-steps: 2 with batch.full (allowed:"
            + " 1; a full batch has all rows)",
        "sampling: shufle | batch.sampling: shufle (did you mean shuffle?) (allowed: shuffle,"
            + " block-shuffle, replacement, bernoulli)",
      })
  void wrongBatchesAreErrors(String yaml, String message) {
    assertThat(Jobs.errorsWith("batch: {" + yaml + "}"))
        .containsExactly("job.yaml:4: Invalid " + message);
  }
}
