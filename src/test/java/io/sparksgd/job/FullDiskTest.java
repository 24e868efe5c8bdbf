package io.sparksgd.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sparksgd.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk for checkpoints that is really full; not where such a disk cannot be mounted. */
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
    run("umount", disk.toString());
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
}
