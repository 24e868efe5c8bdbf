package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors of {@code predict} and {@code evaluate} advise their options, not keys of a job file. */
class OptionMessagesTest {
  @TempDir private Path directory;
  private String model;

  @BeforeAll
  static void spark() {
    SharedSpark.session();
  }

  @BeforeEach
  void train() throws IOException {
    String rows = file("rows.csv", "label,a,w\n0,1,1\n1,2,1\n0,1,2\n1,3,1\n");
    model = train("model", "{train: " + rows + ", features: a, weight: w}");
  }

  private String train(String name, String data) throws IOException {
    String output = directory.resolve(name).toString();
    String job =
        file(
            name + ".yaml",
            "data: "
                + data
                + "\nmodel: {kind: logistic}\nbatch: {full: true}\nstop: {steps: 2}\noutput: "
                + output
                + "\n");
    CommandLineRun run = CommandLineRun.of("train", job);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return output;
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private String error(String command, String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(command).isEqualTo(ExitCode.WRONG_INPUT);
    return run.err();
  }

  private String evaluate(String rows, String... more) {
    List<String> arguments = new ArrayList<>(List.of("evaluate", "--model", model, "--data", rows));
    arguments.addAll(List.of(more));
    return error("evaluate", arguments.toArray(String[]::new));
  }

  private String predict(String rows) {
    String out = directory.resolve("out").toString();
    return error("predict", "predict", "--model", model, "--data", rows, "--out", out);
  }

  @Test
  void badRowsAreLeftOutByAnOption() throws IOException {
    String rows = file("bad.csv", "label,a,w\n0,x,1\n1,2,1\n");

    assertThat(evaluate(rows))
        .endsWith(
            "bad.csv, line 2: Invalid feature in column a: x (allowed: a finite number);"
                + " 1 bad row in all; --drop-bad-rows leaves them out\n")
        .doesNotContain("\\u");
    assertThat(predict(rows))
        .endsWith(
            "1 bad row in all; --drop-bad-rows leaves them out, --keep-bad-rows keeps those whose"
                + " features are bad\n");
  }

  @Test
  void columnsThatAreMissingNameTheirOptions() throws IOException {
    String rows = file("other.csv", "y,b\n0,1\n");

    assertThat(evaluate(rows)).contains("Invalid --label: no column label in ");
    assertThat(predict(rows)).contains("Invalid --features: no column a in ");
    assertThat(evaluate(file("zero.csv", "label,a,w\n0,1,0\n1,2,0\n")))
        .contains("Invalid --weight: all weights in ");
  }

  @Test
  void libsvmFilesAdviseTheirOptions() throws IOException {
    String rows = file("rows.libsvm", "0 0:1\n1 1:2\n");

    assertThat(predict(rows))
        .contains("index 0 in a file read as one-based (set --index-base zero)");
    assertThat(evaluate(rows, "--weight", "w"))
        .contains("Invalid --weight: w (allowed: none; LIBSVM files have no columns)");
  }

  @Test
  void jobFilesKeepTheirKeys() throws IOException {
    String rows = file("rows.libsvm", "0 0:1\n1 1:2\n");
    String job =
        file(
            "job.yaml",
            "data: {train: " + rows + "}\nmodel: {kind: logistic}\noutput: " + rows + "-out\n");

    assertThat(error("train", "train", job))
        .contains("index 0 in a file read as one-based (set data.index-base: zero)")
        .contains("data.bad-rows: drop or quarantine leaves them out");
  }
}
