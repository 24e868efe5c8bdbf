package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run prints and writes holds no secret, and its page runs nothing that was written in. */
class SecretsOfARunTest {
  private static final String SECRET = "xyzzy";

  @TempDir private Path directory;

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  private String job(String name) throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.libsvm"), "1 1:2\n0 1:1\nbad\n");
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "name: '"
            + name
            + "'\ndata: {train: "
            + rows
            + ", bad-rows: drop}\nmodel: {kind: logistic}\nbatch: {full: true}\nstop: {steps: 4}\n"
            + "checkpoint: {every-steps: 2, dir: "
            + directory.resolve("saved")
            + "}\noutput: "
            + directory.resolve("out")
            + "\n");
    return job.toString();
  }

  private List<Path> written() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.endsWith("job.yaml")).toList();
    }
  }

  @Test
  void filesOfARunHoldNoSecretOfItsSettings() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "train", job("of https://me:" + SECRET + "@host/x and db.password=" + SECRET));

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err() + run.out()).doesNotContain(SECRET);
    assertThat(written()).hasSizeGreaterThan(8);
    for (Path file : written()) {
      String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      assertThat(content).as(file.toString()).doesNotContain(SECRET);
    }
    assertThat(directory.resolve("out/summary.json")).content().contains("https://***@host/x");
    // A checkpoint of a job with secrets goes on as any other.
    CommandLineRun more =
        CommandLineRun.of(
            "train",
            directory.resolve("job.yaml").toString(),
            "--set",
            "stop.steps=6",
            "--set",
            "output=" + directory.resolve("more"));
    assertThat(more.err()).contains("Resuming at step 4 from ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.train=s3a://key:xyzzy@bucket/x.libsvm",
        "data.train=no-such-file?token=xyzzy.libsvm",
        "model.init=nowhere://key:xyzzy@bucket/x",
        "output=nowhere://key:xyzzy@bucket/x",
        "checkpoint.dir=nowhere://key:xyzzy@bucket/x",
        "model.api-token=xyzzy",
        "password=xyzzy"
      })
  void errorsAndTracesHoldNoSecretOfAnOverride(String override) throws IOException {
    CommandLineRun run = CommandLineRun.of("train", job("x"), "--set", override, "--verbose");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains("sgd: ").contains("***").doesNotContain(SECRET);
  }

  @Test
  void aWrongCommandLineIsShownWithoutItsSecrets() {
    CommandLineRun run =
        CommandLineRun.of("train", "job.yaml", "--conf=spark.hadoop.fs.s3a.secret.key=" + SECRET);

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("fs.s3a.secret.key=***").doesNotContain(SECRET);
  }

  /** All text comes into the page as data, in which no tag can begin, and is shown as text. */
  @Test
  void thePageOfARunRunsNothingThatWasWrittenIn() throws IOException {
    String name = "</script><script>alert(1)</script><img src=x onerror=alert(2)>@@DATA@@ & <b>";
    CommandLineRun run = CommandLineRun.of("train", job(name));

    assertThat(run.exitCode()).as(run.err()).isZero();
    String page = Files.readString(directory.resolve("out/report.html"));
    assertThat(page)
        .contains("\\u003c/script>\\u003cscript>alert(1)")
        .doesNotContain("<script>alert")
        .doesNotContain("<img");
    String scripts = page.substring(page.indexOf("\"use strict\""));
    assertThat(scripts)
        .doesNotContain("innerHTML")
        .doesNotContain("insertAdjacentHTML")
        .doesNotContain("document.write")
        .doesNotContain("eval(");
  }
}
