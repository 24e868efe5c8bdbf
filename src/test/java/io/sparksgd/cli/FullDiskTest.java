package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are really full; not where such a disk cannot be mounted. */
class FullDiskTest {
  @TempDir private Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws IOException, InterruptedException {
    SharedSpark.session();
    disk = Files.createDirectory(directory.resolve("disk"));
    // Room for two checkpoints and a part of the third.
    assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=60k", "tmpfs", disk.toString()) == 0);
    CommandLineRun generated =
        CommandLineRun.of(
            "generate",
            "blobs",
            "--rows",
            "200",
            "--format",
            "libsvm",
            "--out",
            directory.resolve("train").toString());
    assertThat(generated.exitCode()).as(generated.err()).isZero();
  }

  @AfterEach
  void unmount() throws IOException, InterruptedException {
    // Lazily: a task of a run that failed may still have a file open.
    run("umount", "-l", disk.toString());
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : 1;
    } catch (IOException e) {
      // No such command here.
      return 1;
    }
  }

  private CommandLineRun train(String output, int steps, String onFailure) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        String.join(
            "\n",
            "data: {train: " + directory.resolve("train") + ", format: libsvm, partitions: 2}",
            "model: {kind: softmax}",
            "batch: {size: 20}",
            "stop: {steps: " + steps + "}",
            "checkpoint: {dir: "
                + disk.resolve("saved")
                + ", every-steps: 2, on-failure: "
                + onFailure
                + ", keep: 9}",
            "output: " + directory.resolve(output)));
    return CommandLineRun.of("train", job.toString());
  }

  private void makeRoom() throws IOException, InterruptedException {
    assertThat(run("mount", "-o", "remount,size=1m", disk.toString())).isZero();
  }

  @Test
  void aRunGoesOnWithAWarningAndItsLastGoodCheckpointLoads() throws Exception {
    CommandLineRun run = train("first", 20, "continue");
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).contains("WARNING: no checkpoint at step ").contains("No space left");
    assertThat(Files.readString(directory.resolve("first/metrics.jsonl")))
        .contains("\"event\":\"checkpoint\"")
        .contains("\"event\":\"checkpoint-failed\"");
    makeRoom();
    CommandLineRun more = train("second", 24, "continue");

    assertThat(more.exitCode()).as(more.err()).isZero();
    assertThat(more.err()).contains("Resuming at step ").doesNotContain("WARNING");
  }

  @Test
  void aRunThatShallNotGoOnEndsWithALineAndGoesOnOnceThereIsRoom() throws Exception {
    CommandLineRun run = train("first", 20, "fail");
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err().lines().filter(line -> line.startsWith("sgd: ")).toList())
        .singleElement()
        .asString()
        .startsWith("sgd: Cannot save the checkpoint of step ")
        .contains("No space left on device")
        .endsWith(" (checkpoint.on-failure: fail; the one before it is still there)");
    makeRoom();
    CommandLineRun again = train("first", 20, "fail");

    assertThat(again.exitCode()).as(again.err()).isZero();
    assertThat(again.err()).contains("Resuming at step ").doesNotContain("WARNING");
  }

  private CommandLineRun trainToTheDisk(int steps, String... sets) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        String.join(
            "\n",
            "data: {train: " + directory.resolve("train") + ", format: libsvm, partitions: 2}",
            "model: {kind: softmax}",
            "batch: {size: 20}",
            "stop: {steps: " + steps + "}",
            "output: " + disk.resolve("out")));
    List<String> arguments = new ArrayList<>(List.of("train", job.toString()));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static void assertThatOneLineSaysIt(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err().lines().filter(line -> line.startsWith("sgd: ")).toList())
        .as(run.err())
        .singleElement()
        .asString()
        .startsWith("sgd: Cannot ")
        .contains("No space left on device");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  /** The metrics of 2,000 steps are more than the disk can hold. */
  @Test
  void aRunWhoseMetricsFillTheDiskEndsWithALineAndSaysThatItFailed() throws Exception {
    CommandLineRun run = trainToTheDisk(2000);

    assertThatOneLineSaysIt(run);
    assertThat(run.err()).contains("Cannot write the metrics file: No space left on device");
    assertThat(disk.resolve("out/model")).doesNotExist();
    if (Files.exists(disk.resolve("out/summary.json"))) {
      assertThat(Files.readString(disk.resolve("out/summary.json"))).contains("\"failed\"");
    }
  }

  /** The report has more bytes than the disk; model and summary are small. */
  @Test
  void aRunThatCannotWriteItsReportIsNotCompleted() throws Exception {
    CommandLineRun run = trainToTheDisk(2);

    assertThatOneLineSaysIt(run);
    assertThat(disk.resolve("out/report.html")).doesNotExist();
    assertThat(Files.readString(disk.resolve("out/summary.json")))
        .contains("\"status\" : \"failed\"")
        .contains("No space left on device");
    try (Stream<Path> files = Files.list(disk.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .as("no half-written file")
          .noneMatch(name -> name.endsWith(".tmp"));
    }
  }

  @Test
  void aFullDiskBeforeTheStartIsToldBeforeTheDataIsRead() throws Exception {
    byte[] page = new byte[4096];
    try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
      while (true) {
        out.write(page);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left");
    }
    CommandLineRun run = trainToTheDisk(2);

    assertThatOneLineSaysIt(run);
    assertThat(disk.resolve("out")).doesNotExist();
  }

  @Test
  void predictionsAndGeneratedRowsThatDoNotFitEndWithALine() throws Exception {
    CommandLineRun generated =
        CommandLineRun.of(
            "generate", "blobs", "--rows", "5000", "--out", disk.resolve("rows").toString());
    assertThatOneLineSaysIt(generated);
    assertThat(disk.resolve("rows")).doesNotExist();
    makeRoom();
    assertThat(trainToTheDisk(2).exitCode()).isZero();
    run("mount", "-o", "remount,size=200k", disk.toString());
    CommandLineRun big =
        CommandLineRun.of(
            "generate", "blobs", "--rows", "20000", "--out", directory.resolve("big").toString());
    assertThat(big.exitCode()).isZero();
    CommandLineRun predicted =
        CommandLineRun.of(
            "predict",
            "--model",
            disk.resolve("out").toString(),
            "--data",
            directory.resolve("big").toString(),
            "--format",
            "libsvm",
            "--out",
            disk.resolve("scores.json").toString());

    assertThatOneLineSaysIt(predicted);
    assertThat(disk.resolve("scores.json")).doesNotExist();
  }
}
