package io.sparksgd.cli.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.cli.ExitCode;
import io.sparksgd.cli.Main;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run removes and overwrites only what it wrote itself. */
class FilesOfOthersTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;
  private Path job;

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  @BeforeEach
  void writeJob() throws IOException {
    Path rows = Files.writeString(directory.resolve("rows.libsvm"), "1 1:2\n0 1:1\n1 1:3\n0 1:0\n");
    job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "data: {train: "
            + rows
            + "}\nmodel: {kind: logistic}\nbatch: {full: true}\nstop: {steps: 4}\noutput: out\n");
  }

  private CommandLineRun train(String output, String... sets) {
    return CommandLineRun.of(arguments(output, sets));
  }

  private String[] arguments(String output, String... sets) {
    return Stream.concat(
            Stream.of("train", job.toString(), "--set", "output=" + directory.resolve(output)),
            Stream.of(sets).flatMap(set -> Stream.of("--set", set)))
        .toArray(String[]::new);
  }

  private String checkpoints() {
    return "checkpoint.dir=" + directory.resolve("saved");
  }

  /** Names and contents of all files below a folder. */
  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        content.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }

  private Path someonesFolder(String name) throws IOException {
    Path folder = Files.createDirectories(directory.resolve(name));
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/mine"), "mine");
    Files.writeString(folder.resolve("summary.json"), "{\"status\": \"failed\"}");
    Files.writeString(folder.resolve("metrics.jsonl"), "mine\n");
    return folder;
  }

  private String status(String output) throws IOException {
    return JSON.readTree(directory.resolve(output + "/summary.json").toFile())
        .at("/status")
        .asText();
  }

  /** The addresses of the two look alike once their secrets are replaced. */
  @ParameterizedTest
  @CsvSource({
    "d/token=abc/run1, d/token=abc/mine",
    "d/token=abc, d/token=xyz",
    "password=a/b, password=a/c",
    "x?sig=abc&y, x?sig=abd&y"
  })
  void aFolderWhoseAddressLooksLikeTheRunsStaysAsItIs(String first, String other)
      throws IOException {
    assertThat(train(first, checkpoints()).exitCode()).isZero();
    Map<String, String> before = content(someonesFolder(other));
    CommandLineRun run = train(other, checkpoints(), "stop.steps=8");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("Invalid output: ").contains("exists already");
    assertThat(content(directory.resolve(other))).isEqualTo(before);
  }

  @Test
  void aCopyOfAnUnfinishedRunIsNotTheRuns() throws Exception {
    assertThat(train("out", checkpoints()).exitCode()).isZero();
    makeUnfinished();
    Path copy = Files.createDirectory(directory.resolve("copy"));
    for (String name : List.of(".sgd-run", "metrics.jsonl", "summary.json")) {
      Files.copy(directory.resolve("out").resolve(name), copy.resolve(name));
    }
    Map<String, String> before = content(copy);

    assertThat(train("copy", checkpoints(), "stop.steps=8").exitCode())
        .isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(content(copy)).isEqualTo(before);
  }

  /** As a run that was killed after its last checkpoint leaves it. */
  private void makeUnfinished() throws Exception {
    Path out = directory.resolve("out");
    Files.writeString(out.resolve("summary.json"), "{\"status\": \"interrupted\"}");
    Place place = Place.of("output", out.toString(), new Configuration());
    String run = Files.readString(directory.resolve("saved/attempt-000001"));
    new RunMarker(run, place.identity(), "x").create(place.files(), place.path());
  }

  @Test
  void aRunThatGoesOnRemovesOnlyWhatRunsWrite() throws Exception {
    assertThat(train("out", checkpoints()).exitCode()).isZero();
    makeUnfinished();
    Files.writeString(directory.resolve("out/rounds.csv"), "mine");
    Files.writeString(directory.resolve("out/notes.txt"), "mine");
    CommandLineRun more = train("out", checkpoints(), "stop.steps=8");

    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(more.err()).contains("Resuming at step 4 from ");
    assertThat(content(directory.resolve("out")))
        .containsEntry("rounds.csv", "mine")
        .containsEntry("notes.txt", "mine")
        .containsKeys("model/weights.bin", "summary.json")
        .doesNotContainKey(".sgd-run");
    assertThat(Files.readAllLines(directory.resolve("out/metrics.jsonl")))
        .filteredOn(line -> line.contains("\"event\":\"step\""))
        .hasSize(8);
  }

  /** Does something when the run says that it reads. */
  private CommandLineRun trainAnd(Runnable meanwhile, String marker, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream =
        new PrintStream(err, true, StandardCharsets.UTF_8) {
          private boolean done;

          @Override
          public void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            if (!done
                && new String(bytes, offset, length, StandardCharsets.UTF_8).contains(marker)) {
              done = true;
              meanwhile.run();
            }
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int code = Main.run(arguments, new PrintStream(out, true, StandardCharsets.UTF_8), stream);
    return new CommandLineRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void replaceOutput() {
    try (Stream<Path> files = Files.walk(directory.resolve("out"))) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
      someonesFolder("out");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Reading ", "Training "})
  void aFolderThatTakesTheOutputsPlaceDuringTheRunStaysAsItIs(String moment) throws IOException {
    CommandLineRun run = trainAnd(this::replaceOutput, moment, arguments("out"));

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err())
        .contains(
            "\nsgd: The folder file:"
                + directory.resolve("out")
                + " no longer belongs to this run: somebody removed or replaced it during the run."
                + " Nothing more is written there\n")
        .doesNotContain("UncheckedIOException", "Cannot write the metrics file");
    assertThat(content(directory.resolve("out")))
        .containsOnly(
            Map.entry("model/mine", "mine"),
            Map.entry("summary.json", "{\"status\": \"failed\"}"),
            Map.entry("metrics.jsonl", "mine\n"));
  }

  @Test
  void aSecondRunWithTheSameOutputIsRefusedWhileTheFirstReads() throws IOException {
    CommandLineRun[] second = new CommandLineRun[1];
    CommandLineRun first = trainAnd(() -> second[0] = train("out"), "Reading ", arguments("out"));

    assertThat(first.exitCode()).as(first.err()).isZero();
    assertThat(second[0].exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(status("out")).isEqualTo("completed");
  }

  @Test
  void aRunWhoseDataIsRefusedLeavesNothingBehind() throws IOException {
    Files.writeString(directory.resolve("rows.libsvm"), "1 1:x\n");
    CommandLineRun run = train("deep/er/out", checkpoints());

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(content(directory)).containsOnlyKeys("rows.libsvm", "job.yaml");
    assertThat(directory.resolve("deep")).doesNotExist();
    assertThat(directory.resolve("saved")).doesNotExist();
  }

  /** Killed between the claim and the first checkpoint: there is a marker and nothing else. */
  @Test
  void aRunThatWasKilledWhileItReadGoesOn() throws Exception {
    Configuration plain = new Configuration();
    Place out = Place.of("output", directory.resolve("out").toString(), plain);
    Place saved = Place.of("checkpoint.dir", directory.resolve("saved").toString(), plain);
    Files.createDirectory(directory.resolve("out"));
    new RunMarker("killed", out.identity(), saved.identity()).create(out.files(), out.path());

    assertThat(train("out").exitCode()).as("not its run").isEqualTo(ExitCode.WRONG_INPUT);
    CommandLineRun run = train("out", checkpoints());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(content(directory.resolve("out"))).doesNotContainKey(".sgd-run");
  }

  @Test
  void badRowsDoNotGoToSomebodysFolder() throws IOException {
    Files.writeString(directory.resolve("rows.libsvm"), "1 1:2\nbad\n0 1:1\n");
    Path others = someonesFolder("out-bad-rows");
    Map<String, String> before = content(others);
    CommandLineRun run = train("out", "data.bad-rows=quarantine");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("out-bad-rows exists already").doesNotContain("Reading ");
    assertThat(content(others)).isEqualTo(before);
    assertThat(directory.resolve("out")).doesNotExist();
    CommandLineRun other = train("other", "data.bad-rows=quarantine");
    assertThat(other.exitCode()).as(other.err()).isZero();
    assertThat(content(directory.resolve("other-bad-rows")).toString()).contains("bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"out/model/saved", "out/rounds-00000000-0000-0000-0000-000000000000"})
  void checkpointsAreNotKeptWhereARunRemovesWhatIsLeft(String place) {
    CommandLineRun run = train("out", "checkpoint.dir=" + directory.resolve(place));

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err()).contains("Invalid checkpoint.dir: ").contains("is in the output's ");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  private CommandLineRun predictAnd(Runnable meanwhile) {
    return trainAnd(
        meanwhile,
        "Reading ",
        "predict",
        "--model",
        directory.resolve("model-run").toString(),
        "--data",
        directory.resolve("rows.libsvm").toString(),
        "--out",
        directory.resolve("scores").toString());
  }

  @Test
  void predictionsDoNotGoIntoAFolderThatAppears() throws IOException {
    assertThat(train("model-run").exitCode()).isZero();
    CommandLineRun run =
        predictAnd(
            () -> {
              try {
                someonesFolder("scores");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("scores exists already");
    assertThat(content(directory.resolve("scores"))).hasSize(3).containsEntry("model/mine", "mine");
    assertThat(Files.list(directory).map(path -> path.getFileName().toString()))
        .noneMatch(name -> name.startsWith("."));
  }

  @Test
  void theSummaryOfAFinishedRunIsItsOwn() throws IOException {
    assertThat(train("out").exitCode()).isZero();
    JsonNode summary = JSON.readTree(directory.resolve("out/summary.json").toFile());

    assertThat(summary.at("/status").asText()).isEqualTo("completed");
    assertThat(Files.list(directory.resolve("out")).map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder("model", "metrics.jsonl", "summary.json", "report.html");
  }
}
