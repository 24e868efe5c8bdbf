package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.testkit.Jobs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigErrorTest {

  @Test
  void allErrorsOfAFileAreReportedTogetherEachWithItsLine() {
    String yaml =
        """
        data:
          train: a.libsvm
        model:
          kind: logistc
        batch: {size: 0}
        optimizer:
          kind: sgd
          learning-rte: 0.1
          momentum: 0.9
        penalty: {l2: lots}
        outptu: out
        """;

    assertThatThrownBy(() -> JobParser.parse(yaml, "jobs/a.yaml", List.of("stop.epochs=-1")))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            """
            jobs/a.yaml:4: Invalid model.kind: logistc (did you mean logistic?) (allowed: linear, \
            logistic, softmax, hinge, huber, quantile, poisson, factorization-machine, mlp, custom)
            jobs/a.yaml:10: Invalid penalty.l2: lots (allowed: a number from 0)
            jobs/a.yaml:5: Invalid batch.size: 0 (allowed: a whole number from 1)
            jobs/a.yaml:8: Unknown key optimizer.learning-rte (did you mean learning-rate?)
            jobs/a.yaml:9: Invalid optimizer.momentum: it has no effect here (only with optimizer.kind: \
            momentum, nesterov, rmsprop, lars, schedule-free-sgd)
            --set stop.epochs=-1: Invalid stop.epochs: -1 (allowed: a number above 0)
            jobs/a.yaml: Missing output (allowed: the folder that the run shall write)
            jobs/a.yaml:11: Unknown key outptu (did you mean output?)\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer | adamm | learning-rte | beta1: 0.5, l1: 1 | learning-rate",
        "compression | topk | start-stp | ratio: 0.1, rank: 2 | start-step",
        "schedule | cosin | warmup-stps | steps: 5, every: 2 | warmup-steps",
      })
  void aWrongKindHidesNoUnknownKeyAndDoesNotBlameTheKeysOfOtherKinds(
      String group, String kind, String unknown, String others, String meant) {
    List<String> errors =
        Jobs.errorsWith(group + ": {kind: " + kind + ", " + unknown + ": 1, " + others + "}");

    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).startsWith("job.yaml:4: Invalid " + group + ".kind: " + kind);
    assertThat(errors.get(1))
        .isEqualTo(
            "job.yaml:4: Unknown key " + group + "." + unknown + " (did you mean " + meant + "?)");
  }

  @ParameterizedTest
  @CsvSource({
    "'kind: logistc, ', Invalid model.kind: logistc (did you mean logistic?)",
    "'', Missing model.kind"
  })
  void aWrongOrMissingModelKindHidesNoUnknownKey(String kind, String message) {
    List<String> errors =
        Jobs.errors(
            "data: {train: a.svm}\nmodel: {" + kind + "intercpt: true, delta: 1}\noutput: out");

    assertThat(errors).hasSize(2);
    assertThat(errors.get(0)).startsWith("job.yaml:2: " + message);
    assertThat(errors.get(1))
        .isEqualTo("job.yaml:2: Unknown key model.intercpt (did you mean intercept?)");
  }

  @Test
  void aSourceWithoutAFileNameNeedsAName() throws ConfigException {
    assertThatThrownBy(() -> JobParser.parse(Jobs.LEAST, "jobs/", List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("jobs/: Missing name (allowed: a text; the file has no name to take it from)");
    assertThat(JobParser.parse(Jobs.LEAST, "jobs/", List.of("name=a")).name()).isEqualTo("a");
  }

  @Test
  void theMessageHasOneLineForEachErrorWhateverTheFileHolds() {
    List<String> errors = Jobs.errorsWith("\"a\\nb\\u2028c\": 1", "seed: \"x\\r\\ny\"");

    assertThat(errors)
        .containsExactly(
            "job.yaml:5: Invalid seed: x\\u000d\\u000ay (allowed: a whole number)",
            "job.yaml:4: Unknown key a\\u000ab\\u2028c (allowed: name, seed, data, model, features,"
                + " penalty, batch, optimizer, schedule, scaling, synchronize, compression, stop,"
                + " evaluate, guard, checkpoint, search, output)");
  }

  @Test
  void longValuesAndKeysAreCut() {
    assertThat(Jobs.errorsWith("seed: " + "x".repeat(5000)))
        .containsExactly(
            "job.yaml:4: Invalid seed: " + "x".repeat(80) + "... (allowed: a whole number)");
    assertThat(Jobs.errorsWith("? " + "y".repeat(5000), ": 1").get(0))
        .hasSize(1003)
        .endsWith("yyy...");
  }

  @Test
  void errorsSurviveSerialization() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ConfigException(List.of("a", "b")));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      ConfigException copy = (ConfigException) in.readObject();

      assertThat(copy.errors()).containsExactly("a", "b");
      assertThat(copy).hasMessage("a\nb");
    }
  }

  @Test
  void aWrongKindDoesNotMakeOtherKeysWrong() {
    assertThat(
            Jobs.errors(
                """
                data: {train: a, format: parket, weight: w, index-base: zero, delimiter: ;}
                model: {kind: softmx, classes: 3}
                optimizer: {kind: adm, momentum: 0.9}
                schedule: {kind: cosin, steps: 5}
                evaluate: {metrics: [auc, rmse]}
                output: out
                """))
        .containsExactly(
            "job.yaml:1: Invalid data.format: parket (did you mean parquet?) (allowed: libsvm,"
                + " parquet, csv, json, orc)",
            "job.yaml:2: Invalid model.kind: softmx (did you mean softmax?) (allowed: linear,"
                + " logistic, softmax, hinge, huber, quantile, poisson, factorization-machine,"
                + " mlp, custom)",
            "job.yaml:3: Invalid optimizer.kind: adm (did you mean adam?) (allowed: sgd, momentum,"
                + " nesterov, adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb, lion, ftrl,"
                + " adafactor, cocob, dowg, prodigy, schedule-free-sgd, schedule-free-adamw)",
            "job.yaml:4: Invalid schedule.kind: cosin (did you mean cosine?) (allowed: constant,"
                + " step, exponential, inverse-time, inverse-sqrt, polynomial, cosine,"
                + " cosine-restarts, one-cycle, plateau, join)");
  }

  @Test
  void aWrongValidationSourceIsNotCalledMissing() {
    assertThat(
            Jobs.errors(
                """
                data: {train: a.libsvm, validation-fraction: 2}
                model: {kind: linear}
                stop: {early: {metric: rmse}}
                output: out
                """))
        .containsExactly(
            "job.yaml:1: Invalid data.validation-fraction: 2 (allowed: a number between 0 and 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "penalty: {l2: '0.1'} | Invalid penalty.l2: 0.1 (allowed: a number from 0)",
        "penalty: {l1: -1} | Invalid penalty.l1: -1 (allowed: a number from 0)",
        "penalty: {l1: .nan} | Invalid penalty.l1: .nan (allowed: a number from 0)",
        "penalty: {l1: NaN} | Invalid penalty.l1: NaN (allowed: a number from 0)",
        "penalty: {l1: Infinity} | Invalid penalty.l1: Infinity (allowed: a number from 0)",
        "penalty: {l1: 1e999} | Invalid penalty.l1: 1e999 (allowed: a number from 0)",
        "penalty: {l1: 1d} | Invalid penalty.l1: 1d (allowed: a number from 0)",
        "penalty: {l1: 0x1p3} | Invalid penalty.l1: 0x1p3 (allowed: a number from 0)",
        "penalty: {l1: [1]} | Invalid penalty.l1: a list (allowed: a number from 0)",
        "penalty: 1 | Invalid penalty: 1 (allowed: a group of keys)",
        "penalty: [] | Invalid penalty: a list (allowed: a group of keys)",
        "seed: 1.5 | Invalid seed: 1.5 (allowed: a whole number)",
        "seed: 9223372036854775808 | Invalid seed: 9223372036854775808 (allowed: a whole number)",
        "name: {} | Invalid name: a map (allowed: a text)",
        "name: ' ' | Invalid name:   (allowed: a text)",
        "name: '' | Invalid name: '' (allowed: a text)",
        "batch: {full: yes} | Invalid batch.full: yes (allowed: true or false)",
        "batch: {full: 'true'} | Invalid batch.full: true (allowed: true or false)",
        "batch: {accumulation-steps: 3000000000} | Invalid batch.accumulation-steps: 3000000000"
            + " (allowed: a whole number from 1 to 16777216)",
      })
  void wrongTypesAndRangesNameTheKeyTheValueAndWhatIsAllowed(String line, String message) {
    assertThat(Jobs.errorsWith(line)).containsExactly("job.yaml:4: " + message);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1_000, 1000", ".5, 0.5", "5., 5", "1e-3, 0.001", "+2.5E1, 25"})
  void numbersAreReadInEveryUsualForm(String written, double value) {
    assertThat(Jobs.with("penalty: {l2: " + written + "}").penalty().l2()).isEqualTo(value);
  }
}
