package io.sparksgd.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake gets one line that says where it is and what is allowed. */
class JobErrorsTest {
  private static final String SMALL =
      "data: {train: a.libsvm, validation: b.libsvm}\nmodel: {kind: logistic}\noutput: o\n";
  private static final String UNVALIDATED =
      "data: {train: a.libsvm}\nmodel: {kind: logistic}\noutput: o\n";

  private static List<String> errors(String yaml, String... overrides) {
    try {
      JobConfig job = JobConfig.parse(yaml, "j.yaml", List.of(overrides));
      throw new AssertionError("No error in " + job);
    } catch (ConfigException e) {
      assertThat(e.getMessage()).isEqualTo(String.join("\n", e.errors()));
      return e.errors();
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "optimizer: {learning-rte: 1}",
            "j.yaml:4: Unknown key optimizer.learning-rte (did you mean learning-rate?)"),
        Arguments.of("optimiser: {}", "j.yaml:4: Unknown key optimiser (did you mean optimizer?)"),
        Arguments.of(
            "scaling: {quux: 1}",
            "j.yaml:4: Unknown key scaling.quux (allowed: rule, reference-batch-size)"),
        Arguments.of(
            "optimizer: {kind: adm}",
            "j.yaml:4: Invalid optimizer.kind: adm (did you mean adam?) (allowed: sgd, momentum,"
                + " nesterov, adam, amsgrad, adamw, adagrad, rmsprop, lars, lamb, lion, ftrl)"),
        Arguments.of(
            "optimizer: {learning-rate: fast}",
            "j.yaml:4: Invalid optimizer.learning-rate: fast (allowed: a number above 0)"),
        Arguments.of(
            "optimizer: {learning-rate: '0.1'}",
            "j.yaml:4: Invalid optimizer.learning-rate: 0.1 (allowed: a number above 0)"),
        Arguments.of(
            "optimizer: {learning-rate: 1f}",
            "j.yaml:4: Invalid optimizer.learning-rate: 1f (allowed: a number above 0)"),
        Arguments.of(
            "optimizer: {learning-rate: NaN}",
            "j.yaml:4: Invalid optimizer.learning-rate: NaN (allowed: a number above 0)"),
        Arguments.of(
            "optimizer: {kind: sgd, momentum: 0.9}",
            "j.yaml:4: Invalid optimizer.momentum: it has no effect here (only with kind: momentum,"
                + " nesterov, rmsprop, lars)"),
        Arguments.of(
            "optimizer: [adam]", "j.yaml:4: Invalid optimizer: a list (allowed: a group of keys)"),
        Arguments.of(
            "batch: {size: 0}", "j.yaml:4: Invalid batch.size: 0 (allowed: a whole number from 1)"),
        Arguments.of(
            "batch: {size: 2.5}",
            "j.yaml:4: Invalid batch.size: 2.5 (allowed: a whole number from 1)"),
        Arguments.of(
            "batch: {size: 5, full: true}",
            "j.yaml:4: Invalid batch: more than one size (allowed: one of size, fraction, full)"),
        Arguments.of(
            "batch: {full: yes}", "j.yaml:4: Invalid batch.full: yes (allowed: true or false)"),
        Arguments.of(
            "batch: {fraction: 0.1, sampling: shuffle}",
            "j.yaml:4: Invalid batch.sampling: shuffle with batch.fraction (allowed: bernoulli;"
                + " batch.size gives exact sizes)"),
        Arguments.of(
            "batch: {full: true, accumulation-steps: 2}",
            "j.yaml:4: Invalid batch.accumulation-steps: 2 with batch.full (allowed: 1; a full batch"
                + " has all rows)"),
        Arguments.of(
            "batch: {full: true, sampling: replacement}",
            "j.yaml:4: Invalid batch.sampling: replacement with batch.full (allowed: shuffle; a full batch has all"
                + " rows)"),
        Arguments.of(
            "penalty: {l2: -1}", "j.yaml:4: Invalid penalty.l2: -1 (allowed: a number from 0)"),
        Arguments.of(
            "schedule: {kind: step}", "j.yaml:4: Missing schedule.every (allowed: a number)"),
        Arguments.of(
            "schedule: {kind: cosine, factor: 2}",
            "j.yaml:4: Invalid schedule.factor: it has no effect here (only with kind: step,"
                + " exponential, plateau)"),
        Arguments.of(
            "schedule: {warmup-start-factor: 0.1}",
            "j.yaml:4: Invalid schedule.warmup-start-factor: it has no effect here (only with"
                + " warmup-steps)"),
        Arguments.of(
            "schedule: {kind: join, parts: [{kind: plateau}]}",
            "j.yaml:4: Invalid schedule.parts[0].kind: plateau (allowed in a join: schedules of the"
                + " step)"),
        Arguments.of(
            "schedule: {kind: join}",
            "j.yaml:4: Missing schedule.parts (allowed: a list of schedules)"),
        Arguments.of(
            "schedule: {kind: plateau, metric: rmse}",
            "j.yaml:4: Invalid schedule.metric: rmse (allowed: loss, log-loss, accuracy, auc, f1)"),
        Arguments.of(
            "scaling: {rule: linear}",
            "j.yaml:4: Missing scaling.reference-batch-size (allowed: the rows a step for which"
                + " optimizer.learning-rate is meant)"),
        Arguments.of(
            "scaling: {reference-batch-size: 5}",
            "j.yaml:4: Invalid scaling.reference-batch-size: it has no effect here (only with"
                + " scaling.rule: linear or sqrt)"),
        Arguments.of(
            "stop: {target: {metric: auc}}",
            "j.yaml:4: Missing stop.target.value (allowed: a number)"),
        Arguments.of(
            "stop: {early: {patience: 0}}",
            "j.yaml:4: Invalid stop.early.patience: 0 (allowed: a whole number from 1 to"
                + " 2147483647)"),
        Arguments.of(
            "evaluate: {metrics: [loss, accurcy]}",
            "j.yaml:4: Invalid evaluate.metrics: accurcy (did you mean accuracy?) (allowed for this"
                + " model: loss, log-loss, accuracy, auc, f1)"),
        Arguments.of(
            "evaluate: {every-steps: 1, every-epochs: 1}",
            "j.yaml:4: Invalid evaluate: both intervals (allowed: every-steps or every-epochs)"),
        Arguments.of("seed: x", "j.yaml:4: Invalid seed: x (allowed: a whole number)"),
        Arguments.of(
            "synchronize: {local-steps: 16}",
            "j.yaml:4: Invalid synchronize.local-steps: not available in this version"),
        Arguments.of(
            "compression: {kind: top-k}",
            "j.yaml:4: Invalid compression.kind: top-k: not available in this version"),
        Arguments.of(
            "checkpoint: {dir: x}",
            "j.yaml:4: Invalid checkpoint.dir: not available in this version"),
        Arguments.of("output: p", "j.yaml:4: Invalid key: output stands twice"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsOneLine(String line, String message) {
    assertThat(errors(SMALL + line + "\n")).containsExactly(message);
  }

  static Stream<Arguments> wholeFiles() {
    return Stream.of(
        Arguments.of(
            "", "j.yaml: Invalid job file: it is not a map of groups (allowed: data: ...)"),
        Arguments.of(
            "- a\n", "j.yaml: Invalid job file: it is not a map of groups (allowed: data: ...)"),
        Arguments.of(
            "data: {train: a.libsvm}\nmodel: {kind: linear}\n",
            "j.yaml: Missing output (allowed: the folder that the run shall write)"),
        Arguments.of(
            "data: {format: csv}\nmodel: {kind: linear}\noutput: o\n",
            "j.yaml:1: Missing data.train (allowed: a path or a list of paths)"),
        Arguments.of(
            "data: {train: a}\nmodel: {kind: linear}\noutput: o\n",
            "j.yaml:1: Missing data.format: the name a does not tell it (allowed: libsvm, parquet,"
                + " csv, json, orc)"),
        Arguments.of(
            "data: {train: a.libsvm, weight: w}\nmodel: {kind: linear}\noutput: o\n",
            "j.yaml:1: Invalid data.weight: it has no effect here (libsvm files have no columns)"),
        Arguments.of(
            "data: {train: a.csv, index-base: zero}\nmodel: {kind: linear}\noutput: o\n",
            "j.yaml:1: Invalid data.index-base: it has no effect here (only libsvm files have"
                + " indices)"),
        Arguments.of(
            "data: {train: a.csv, validation: b.csv, validation-fraction: 0.1}\n"
                + "model: {kind: linear}\noutput: o\n",
            "j.yaml:1: Invalid data.validation: more than one source (allowed: one of validation,"
                + " validation-fraction, validation-column)"),
        Arguments.of(
            "data: {train: a.libsvm}\nmodel: {kind: linear, classes: 3}\noutput: o\n",
            "j.yaml:2: Invalid model.classes: it has no effect here (only with model.kind:"
                + " softmax)"),
        Arguments.of(
            "data: {train: a.libsvm}\nmodel: {kind: mlp, hidden: [3]}\noutput: o\n",
            "j.yaml:2: Invalid model.kind: mlp: not available in this version"),
        Arguments.of(
            "data: {train: a.libsvm}\nmodel: {}\noutput: o\n",
            "j.yaml:2: Missing model.kind (allowed: linear, logistic, softmax, hinge, huber,"
                + " quantile, poisson, factorization-machine, mlp)"));
  }

  @ParameterizedTest
  @MethodSource("wholeFiles")
  void aFileWithOneMistakeHasOneError(String yaml, String message) {
    assertThat(errors(yaml)).containsExactly(message);
  }

  @Test
  void rulesThatListenToAMetricNeedValidationRows() {
    for (String rule :
        List.of("stop: {early: {}}", "stop: {target: {value: 1}}", "schedule: {kind: plateau}")) {
      assertThat(errors(UNVALIDATED + rule))
          .singleElement()
          .asString()
          .contains("the job has no validation rows");
    }
  }

  @Test
  void allMistakesAreReportedAtOnceWithTheirLines() {
    assertThat(
            errors(
                "data:\n  train: a.libsvm\n  index-base: two\nmodel:\n  kind: linaer\nbatch:\n"
                    + "  size: many\nseed: x\noutput: o\n"))
        .hasSize(4)
        .satisfiesExactlyInAnyOrder(
            e -> assertThat(e).startsWith("j.yaml:3: Invalid data.index-base: two"),
            e ->
                assertThat(e)
                    .startsWith("j.yaml:5: Invalid model.kind: linaer (did you mean linear?)"),
            e -> assertThat(e).startsWith("j.yaml:7: Invalid batch.size: many"),
            e -> assertThat(e).startsWith("j.yaml:8: Invalid seed: x"));
  }

  @Test
  void overridesAreNamed() {
    assertThat(errors(SMALL, "batch.size=many"))
        .containsExactly(
            "--set batch.size=many: Invalid batch.size: many (allowed: a whole number from 1)");
    assertThat(errors(SMALL, "batch.sice=5"))
        .containsExactly("--set batch.sice=5: Unknown key batch.sice (did you mean size?)");
    assertThat(errors(SMALL, "batch"))
        .containsExactly("--set batch: Invalid override (allowed: group.key=value)");
    assertThat(errors(SMALL, "output.folder=x"))
        .containsExactly(
            "--set output.folder=x: Invalid override: output is not a group (allowed: group.key)");
    assertThat(errors(SMALL, "batch.size=[1"))
        .first()
        .asString()
        .startsWith("--set batch.size=[1: Invalid YAML:");
  }

  @Test
  void brokenYamlIsNamedByLineAndColumn() {
    assertThat(errors("data: {train: a.libsvm\nmodel: {kind: linear}\n"))
        .singleElement()
        .asString()
        .startsWith("j.yaml:2:6: Invalid YAML: ");
    assertThat(errors("a: &x [*x]\n")).isNotEmpty();
    assertThat(errors("x".repeat(2_000_000))).singleElement().asString().contains("Invalid size");
    assertThat(errors("data: " + "[".repeat(5000) + "]".repeat(5000))).isNotEmpty();
    assertThat(errors("data: !!java.net.URL [http://127.0.0.1/]\n")).isNotEmpty();
  }

  @Test
  void noMutationOfAJobFileGivesAnythingButErrors() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> paths = Files.list(Path.of("jobs"))) {
      for (Path path : paths.sorted().toList()) {
        files.add(Files.readString(path));
      }
    }
    Random random = new Random(20);
    int errors = 0;
    for (int i = 0; i < 4000; i++) {
      String mutated = mutate(files.get(i % files.size()), random);
      try {
        JobConfig job = JobConfig.parse(mutated, "fuzz", List.of());
        assertThat(JobConfig.parse(toYaml(job), "again", List.of())).isEqualTo(job);
      } catch (ConfigException e) {
        errors++;
        assertThat(e.errors()).isNotEmpty().allMatch(line -> !line.contains("\n"));
      }
    }
    assertThat(errors).isBetween(1000, 3999);
  }

  private static String toYaml(JobConfig job) throws IOException {
    return new ObjectMapper().writeValueAsString(job.toMap());
  }

  private static String mutate(String text, Random random) {
    StringBuilder mutated = new StringBuilder(text);
    String pieces = ":{}[],-#&*!|>'\"%@`\n\t 0123456789.eEabk~";
    for (int n = 1 + random.nextInt(4); n > 0; n--) {
      int at = random.nextInt(mutated.length());
      int until = Math.min(mutated.length(), at + 1 + random.nextInt(8));
      switch (random.nextInt(4)) {
        case 0 -> mutated.delete(at, until);
        case 1 -> mutated.insert(at, pieces.charAt(random.nextInt(pieces.length())));
        case 2 -> mutated.insert(at, mutated.substring(at, until));
        default -> mutated.setCharAt(at, (char) random.nextInt(0x250));
      }
    }
    return mutated.toString();
  }
}
