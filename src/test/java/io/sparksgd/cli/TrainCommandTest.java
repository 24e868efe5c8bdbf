package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs through the command line. */
class TrainCommandTest {
  /** 4.2, or 3.5 with the profile of that line. */
  private static final String SPARK = org.apache.spark.package$.MODULE$.SPARK_VERSION();

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void generateData() {
    SharedSpark.session();
    ok(
        "generate",
        "blobs",
        "--rows",
        "1500",
        "--out",
        shared.resolve("train").toString(),
        "--format",
        "libsvm");
    ok(
        "generate",
        "blobs",
        "--rows",
        "600",
        "--out",
        shared.resolve("test").toString(),
        "--format",
        "libsvm",
        "--first-row",
        "1000000");
  }

  private static CommandLineRun ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private String job(String... settings) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "name: blobs\n"
            + "data: {train: "
            + shared.resolve("train")
            + ", validation: "
            + shared.resolve("test")
            + ", format: libsvm, partitions: 3}\n"
            + "model: {kind: softmax}\n"
            + "output: "
            + directory.resolve("out")
            + "\n"
            + String.join("\n", settings));
    return job.toString();
  }

  private JsonNode summary() throws IOException {
    return JSON.readTree(directory.resolve("out/summary.json").toFile());
  }

  private List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("out/metrics.jsonl"))) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  @Test
  void writesTheWholeOutputFolderAndEndsWithTheHeldOutAccuracy() throws IOException {
    CommandLineRun run =
        ok(
            "train",
            job(
                "optimizer: {kind: adam, learning-rate: 0.05}",
                "stop: {epochs: 5}",
                "batch: {size: 100}",
                "seed: 7"));

    try (Stream<Path> files = Files.list(directory.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("model", "metrics.jsonl", "summary.json", "report.html");
    }
    String lastLine = run.out().lines().reduce((a, b) -> b).orElseThrow();
    JsonNode summary = summary();
    double accuracy = summary.at("/final/validation/accuracy").asDouble();
    assertThat(lastLine).startsWith("held-out accuracy 0.").endsWith("on 600 rows");
    assertThat(accuracy).isGreaterThan(0.6);
    assertThat(Double.parseDouble(lastLine.split("[ ,]")[2])).isCloseTo(accuracy, within(1e-5));
    assertThat(run.err()).contains("Reading").doesNotContain("sgd:");
  }

  @Test
  void summaryAndMetricsHoldWhatTheContractLists() throws IOException {
    ok(
        "train",
        job(
            "optimizer: {kind: momentum, learning-rate: 0.05}",
            "stop: {epochs: 2}",
            "batch: {size: 150, accumulation-steps: 2}",
            "seed: 7"));

    JsonNode summary = summary();
    assertThat(summary.at("/status").asText()).isEqualTo("completed");
    assertThat(summary.at("/steps").asLong()).isEqualTo(10);
    assertThat(summary.at("/epochs").asDouble()).isEqualTo(2.0);
    assertThat(summary.at("/rows").asLong()).isEqualTo(3000);
    assertThat(summary.at("/seed").asLong()).isEqualTo(7);
    assertThat(summary.at("/weights-digest").asText()).matches("[0-9a-f]{64}");
    for (String path :
        List.of(
            "/seconds",
            "/phases/read",
            "/phases/broadcast",
            "/phases/gradient",
            "/phases/update",
            "/phases/evaluate",
            "/final/step",
            "/final/seconds",
            "/final/train/loss",
            "/final/validation/loss",
            "/final/validation/accuracy",
            "/best/step",
            "/best/seconds",
            "/best/train/loss",
            "/best/validation/f1",
            "/seconds-to-best",
            "/bytes/broadcast",
            "/bytes/returned",
            "/bytes/ratio")) {
      assertThat(summary.at(path).isNumber()).as(path).isTrue();
    }
    assertThat(summary.at("/versions/spark").asText()).isEqualTo(SPARK);
    assertThat(summary.at("/config/batch/accumulation-steps").asInt()).isEqualTo(2);

    List<JsonNode> events = events();
    assertThat(events.stream().map(event -> event.at("/event").asText()))
        .containsExactly(
            "started",
            "step",
            "step",
            "step",
            "step",
            "step",
            "evaluation",
            "step",
            "step",
            "step",
            "step",
            "step",
            "evaluation",
            "stopped");
    JsonNode step = events.get(1);
    for (String path :
        List.of(
            "/step",
            "/epoch",
            "/rows",
            "/train/loss",
            "/learning-rate",
            "/gradient-norm",
            "/seconds",
            "/phases/gradient",
            "/bytes/broadcast",
            "/bytes/returned")) {
      assertThat(step.at(path).isNumber()).as(path).isTrue();
    }
    assertThat(step.at("/batch-rows").asLong()).isEqualTo(300);
    assertThat(events.get(6).at("/validation/accuracy").isNumber()).isTrue();
  }

  @Test
  void theSameJobTwiceGivesTheSameWeights() throws IOException {
    String job = job("optimizer: {kind: adamw}", "stop: {epochs: 2}", "batch: {size: 64}");
    ok("train", job);
    ok("train", job, "--set", "output=" + directory.resolve("again"));
    ok("train", job, "--set", "seed=43", "--set", "output=" + directory.resolve("other"));

    String digest = summary().at("/weights-digest").asText();
    assertThat(
            JSON.readTree(directory.resolve("again/summary.json").toFile())
                .at("/weights-digest")
                .asText())
        .isEqualTo(digest);
    assertThat(
            JSON.readTree(directory.resolve("other/summary.json").toFile())
                .at("/weights-digest")
                .asText())
        .isNotEqualTo(digest);
  }

  @Test
  void modelInitContinuesFromAModel() throws IOException {
    String job =
        job(
            "optimizer: {kind: adam, learning-rate: 0.05}",
            "stop: {epochs: 3}",
            "batch: {size: 100}");
    ok("train", job);
    ok(
        "train",
        job,
        "--set",
        "model.init=" + directory.resolve("out"),
        "--set",
        "output=" + directory.resolve("more"));

    JsonNode first = events().get(1);
    JsonNode continued =
        JSON.readTree(Files.readAllLines(directory.resolve("more/metrics.jsonl")).get(1));
    assertThat(first.at("/train/loss").asDouble()).isCloseTo(Math.log(3), within(1e-12));
    assertThat(continued.at("/train/loss").asDouble())
        .isLessThan(first.at("/train/loss").asDouble() - 0.1);
  }

  @Test
  void divergenceEndsWithExitCodeThreeAndASummaryThatSaysSo() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            job(
                "optimizer: {kind: sgd, learning-rate: 1e308}",
                "stop: {epochs: 5}",
                "batch: {size: 100}"));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.err()).contains("sgd: ").contains("learning rate");
    assertThat(summary().at("/status").asText()).isEqualTo("diverged");
    assertThat(directory.resolve("out/model")).doesNotExist();
  }

  @Test
  void evaluateMeasuresWhatTheRunMeasured() throws IOException {
    ok("train", job("stop: {epochs: 2}", "batch: {size: 100}"));
    CommandLineRun run =
        ok(
            "evaluate",
            "--model",
            directory.resolve("out/model").toString(),
            "--data",
            shared.resolve("test").toString(),
            "--format",
            "libsvm",
            "--json");

    JsonNode metrics = JSON.readTree(run.out());
    assertThat(metrics.at("/rows").asLong()).isEqualTo(600);
    for (String metric : List.of("loss", "log-loss", "accuracy", "f1")) {
      assertThat(metrics.at("/metrics/" + metric).asDouble())
          .isCloseTo(summary().at("/final/validation/" + metric).asDouble(), within(1e-12));
    }
    CommandLineRun table =
        ok(
            "evaluate",
            "--model",
            directory.resolve("out").toString(),
            "--data",
            shared.resolve("test").toString(),
            "--format",
            "libsvm");
    assertThat(table.out()).contains("accuracy  ").contains("rows");
  }

  @Test
  void inspectShowsARunAndAModel() throws IOException {
    ok("train", job("stop: {epochs: 1}", "batch: {size: 100}"));

    CommandLineRun model = ok("inspect", directory.resolve("out/model").toString());
    assertThat(model.out()).contains("model.kind").contains("softmax").contains("10 x 3");
    assertThat(ok("inspect", directory.resolve("out").toString()).out())
        .containsPattern("bytes\\.broadcast +\\S+ [KM]?B\n")
        .containsPattern("bytes\\.ratio +1\n")
        .containsPattern("bytes\\.cosine +1\n");
    CommandLineRun run = ok("inspect", directory.resolve("out").toString(), "--json");
    assertThat(JSON.readTree(run.out()).at("/status").asText()).isEqualTo("completed");
    assertThat(JSON.readTree(run.out()).at("/model/features").asInt()).isEqualTo(10);
  }

  @Test
  void findRateShowsARateThatTrainsAndWritesNothing() throws IOException {
    String job = job("batch: {size: 100}", "optimizer: {kind: sgd}", "stop: {epochs: 3}");
    CommandLineRun found = ok("find-rate", job, "--from", "0.0001", "--to", "1000");
    assertThat(directory.resolve("out")).doesNotExist();
    assertThat(found.out()).startsWith("learning-rate  smoothed training loss");
    double rate =
        found
            .out()
            .lines()
            .filter(line -> line.startsWith("try optimizer.learning-rate="))
            .mapToDouble(line -> Double.parseDouble(line.substring(28)))
            .findFirst()
            .orElseThrow();
    assertThat(rate).isBetween(0.0005, 10.0);

    ok("train", job, "--set", "optimizer.learning-rate=" + rate);
    assertThat(summary().at("/final/validation/accuracy").asDouble()).isGreaterThan(0.8);
  }

  @Test
  void findRateRefusesRatesThatDoNotRise() throws IOException {
    CommandLineRun run = CommandLineRun.of("find-rate", job(), "--from", "1", "--to", "0.1");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Invalid --from and --to: 1.0, 0.1 (allowed: numbers above 0, rising)");
    run = CommandLineRun.of("find-rate", job(), "--steps", "5");
    assertThat(run.err()).contains("Invalid --steps: 5 (allowed: 20 to 1000000)");
  }

  @Test
  void helpIsEverywhere() {
    for (String command :
        List.of("train", "find-rate", "evaluate", "predict", "generate", "convert", "inspect")) {
      assertThat(ok(command, "--help").out()).contains("Usage: sgd " + command);
    }
    assertThat(ok("--help").out()).contains("Exit codes");
    assertThat(ok("--version").out()).contains("spark-sgd").contains("Spark " + SPARK);
  }
}
