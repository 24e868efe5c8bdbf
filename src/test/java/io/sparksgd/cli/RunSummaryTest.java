package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.TrainingSummary;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The summaries of models that are loaded from the output folders of runs. */
class RunSummaryTest {
  @TempDir private Path directory;
  private Path run;

  @BeforeEach
  void train() throws IOException {
    SharedSpark.session();
    run = directory.resolve("run");
    Path rows = directory.resolve("rows.csv");
    Files.writeString(rows, "label,a\n0,1\n1,2\n0,0\n1,3\n0,1.5\n1,2.5\n");
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "data: {train: "
            + rows
            + ", features: a, validation: "
            + rows
            + "}\nmodel: {kind: logistic}\noptimizer: {kind: sgd, learning-rate: 0.5}\n"
            + "batch: {full: true}\nstop: {steps: 6}\nevaluate: {every-steps: 3}\noutput: "
            + run
            + "\n");
    CommandLineRun done = CommandLineRun.of("train", job.toString());
    assertThat(done.exitCode()).as(done.err()).isZero();
  }

  @Test
  void aModelOfARunHasItsSummary() {
    for (Path place : new Path[] {run, run.resolve("model")}) {
      SgdClassificationModel model = SgdClassificationModel.load(place.toString());

      assertThat(model.hasSummary()).isTrue();
      TrainingSummary summary = model.summary();
      assertThat(summary.objectiveHistory()).hasSize(6);
      assertThat(summary.objectiveHistory()[0]).isCloseTo(Math.log(2), within(1e-15));
      assertThat(summary.learningRateHistory()).containsOnly(0.5);
      assertThat(summary.validationSteps()).containsExactly(3, 6);
      assertThat(summary.validationHistory()).hasSize(2);
      assertThat(summary.totalIterations()).isEqualTo(6);
      assertThat(summary.totalRows()).isEqualTo(36);
      assertThat(summary.epochs()).isEqualTo(6);
      assertThat(summary.status()).isEqualTo("completed");
      assertThat(summary.seconds()).containsKeys("read", "gradient", "update");
      assertThat(summary.config()).containsKeys("data", "model", "optimizer");
      assertThat(summary.toString())
          .startsWith("TrainingSummary(completed: 6 steps, 6.000 epochs, objective 0.693147 to 0.")
          .contains(", validation {loss=0.")
          .endsWith(" s)");
    }
  }

  @Test
  void aModelWithoutItsRunHasNone() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("copy"));
    for (String name : new String[] {"model.json", "weights.bin"}) {
      Files.copy(run.resolve("model").resolve(name), copy.resolve(name));
    }
    SgdClassificationModel model = SgdClassificationModel.load(copy.toString());

    assertThat(model.hasSummary()).isFalse();
    assertThatThrownBy(model::summary)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("No training summary available for this model");
  }

  @Test
  void damagedOrOtherFilesGiveNoSummaryAndTheModelLoads() throws IOException {
    Path summary = run.resolve("summary.json");
    String text = Files.readString(summary);
    Files.writeString(summary, text.substring(0, text.length() / 2));
    Files.deleteIfExists(run.resolve(".summary.json.crc"));
    assertThat(SgdClassificationModel.load(run.toString()).hasSummary()).isFalse();

    Files.writeString(
        summary,
        text.replaceFirst("\"weights-digest\" : \"[0-9a-f]{4}", "\"weights-digest\" : \"zzzz"));
    assertThat(SgdClassificationModel.load(run.toString()).hasSummary()).isFalse();
  }
}
