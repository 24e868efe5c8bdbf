package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.testkit.ChildJava;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Processes that are killed and started again. */
class ResumeCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SIGKILL = 137;

  /** A handful here; {@code scripts/soak drivers} kills 200. */
  private static final int KILLS = 2;

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void generateData() {
    SharedSpark.session();
    for (String[] set : new String[][] {{"train", "0", "900"}, {"test", "1000000", "200"}}) {
      CommandLineRun run =
          CommandLineRun.of(
              "generate",
              "blobs",
              "--rows",
              set[2],
              "--first-row",
              set[1],
              "--format",
              "libsvm",
              "--out",
              shared.resolve(set[0]).toString());
      assertThat(run.exitCode()).as(run.err()).isZero();
    }
  }

  private String job(String... more) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        String.join(
            "\n",
            "data: {train: "
                + shared.resolve("train")
                + ", validation: "
                + shared.resolve("test")
                + ", format: libsvm, partitions: 3}",
            "model: {kind: softmax}",
            "optimizer: {kind: adam, learning-rate: 0.01}",
            "batch: {size: 30}",
            "evaluate: {every-steps: 25}",
            "output: " + directory.resolve("out"),
            String.join("\n", more)));
    return job.toString();
  }

  private String checkpoint() {
    return "checkpoint: {dir: " + directory.resolve("saved") + ", every-steps: 4}";
  }

  private static CommandLineRun train(int exitCode, String job, String... sets) {
    List<String> arguments = new ArrayList<>(List.of("train", job));
    for (String set : sets) {
      arguments.addAll(List.of("--set", set));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(exitCode);
    return run;
  }

  private JsonNode summary(String output) throws IOException {
    return JSON.readTree(directory.resolve(output + "/summary.json").toFile());
  }

  private List<Long> steps(String output, String event) throws IOException {
    List<Long> steps = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve(output + "/metrics.jsonl"))) {
      JsonNode node = JSON.readTree(line);
      if (node.at("/event").asText().equals(event)) {
        steps.add(node.at("/step").asLong());
      }
    }
    return steps;
  }

  private Process child(String job) throws IOException {
    List<String> command = ChildJava.command(Path.of(""));
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:TieredStopAtLevel=1",
            "-Dlog4j2.configurationFile=scripts/log4j2.properties",
            "-Dspark.master=local[2]",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            "-Dspark.ui.enabled=false",
            "-cp",
            ChildJava.classPath(),
            Main.class.getName(),
            "train",
            job));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(err().toFile())
        .start();
  }

  /** What a child says: in a file, as it would wait for a reader of a pipe. */
  private Path err() {
    return directory.resolve("err.txt");
  }

  private void waitUntilItHasSaved(Process process) throws IOException, InterruptedException {
    while (process.isAlive()) {
      try (Stream<Path> files = Files.walk(directory)) {
        if (files.anyMatch(file -> file.endsWith("manifest"))) {
          return;
        }
      } catch (UncheckedIOException e) {
        // A file went away meanwhile: look again.
        continue;
      }
      Thread.sleep(20);
    }
  }

  /** Waits until a process trains, and gives it some time more. */
  private void waitUntilItTrains(Process process, long millis)
      throws IOException, InterruptedException {
    while (process.isAlive() && !Files.readString(err()).contains("Training ")) {
      Thread.sleep(20);
    }
    Thread.sleep(millis);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compression: {kind: none} | 300",
        // Slower steps: so many last as long.
        "compression: {kind: top-k, ratio: 0.2, snapshot-every: 5} | 150",
      })
  void aProcessThatIsKilledAtAnyMomentGoesOnAsIfNothingHadHappened(String settings, int steps)
      throws Exception {
    String job = job("stop: {steps: " + steps + "}", settings, checkpoint());
    Random random = new Random(20);
    int killed = 0;
    int resumed = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = child(job);
      try {
        if (kill == 0) {
          // The first has something to go on from; the others may be killed before that.
          waitUntilItHasSaved(process);
        }
        waitUntilItTrains(process, random.nextInt(1200));
        process.destroyForcibly();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        if (Files.exists(directory.resolve("out/summary.json"))) {
          // It came to its end before the kill.
          break;
        }
        String err = Files.readString(err());
        assertThat(process.exitValue()).as(err).isEqualTo(SIGKILL);
        resumed += err.contains("Resuming at step ") ? 1 : 0;
        killed++;
      } finally {
        process.destroyForcibly();
      }
    }
    assertThat(killed).as("kills that hit a run").isGreaterThan(0);
    if (killed == KILLS) {
      CommandLineRun last = train(0, job);
      resumed += last.err().contains("Resuming at step ") ? 1 : 0;
    }
    train(
        0,
        job,
        "output=" + directory.resolve("whole"),
        "checkpoint.dir=null",
        "checkpoint.every-steps=null");

    assertThat(resumed).as("starts at a checkpoint").isGreaterThan(0);
    JsonNode summary = summary("out");
    JsonNode whole = summary("whole");
    assertThat(summary.at("/weights-digest")).isEqualTo(whole.at("/weights-digest"));
    for (String same : List.of("/steps", "/rows", "/final/validation", "/bytes", "/best/step")) {
      assertThat(summary.at(same)).as(same).isEqualTo(whole.at(same));
    }
    List<Long> all = LongStream.rangeClosed(1, steps).boxed().toList();
    assertThat(steps("out", "step")).isEqualTo(all);
    assertThat(steps("out", "evaluation")).isEqualTo(steps("whole", "evaluation"));
    assertThat(Files.list(directory.resolve("out")).map(path -> path.getFileName().toString()))
        .containsExactlyInAnyOrder("model", "metrics.jsonl", "summary.json", "report.html");
    String report = Files.readString(directory.resolve("out/report.html"));
    assertThat(report).contains("{\"step\":1,").contains("{\"step\":" + steps + ",");
  }

  @Test
  void sigtermEndsARunWithACheckpointFromWhichItGoesOn() throws Exception {
    String job =
        job("stop: {steps: 100000}", "checkpoint: {dir: " + directory.resolve("saved") + "}");
    Process process = child(job);
    try {
      waitUntilItTrains(process, 1000);
      process.destroy();
      assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String err = Files.readString(err());
      assertThat(process.exitValue()).as(err).isEqualTo(ExitCode.INTERRUPTED);
      assertThat(err).contains("sgd: Stopped by a signal. The same command resumes after step ");
    } finally {
      process.destroyForcibly();
    }
    long step = summary("out").at("/steps").asLong();
    assertThat(summary("out").at("/status").asText()).isEqualTo("interrupted");
    assertThat(step).isPositive();
    CommandLineRun more = train(0, job, "stop.steps=" + (step + 3));

    assertThat(more.err()).contains("Resuming at step " + step + " from file:");
    assertThat(steps("out", "resumed")).containsExactly(step);
    assertThat(steps("out", "step"))
        .isEqualTo(LongStream.rangeClosed(1, step + 3).boxed().toList());
  }

  @Test
  void otherSettingsAreRefusedByNameAndResumeNeverStartsAnew() throws Exception {
    String job = job("stop: {steps: 8}", checkpoint());
    train(0, job);
    String[] other = {"batch.size=50", "seed=3", "output=" + directory.resolve("other")};
    CommandLineRun refused = train(2, job, other);

    assertThat(refused.err().lines().toList())
        .hasSize(1)
        .first()
        .asString()
        .contains("is of other settings: batch.size: 30, now 50; seed: 42, now 3 (allowed: ");
    assertThat(directory.resolve("other")).doesNotExist();
    String[] anew = Arrays.copyOf(other, 4);
    anew[3] = "checkpoint.resume=never";
    train(0, job, anew);
    assertThat(steps("other", "started")).containsExactly(0L);
  }

  @Test
  void aFinishedOutputIsNotTouchedAndMoreStepsGoToAnotherOne() throws Exception {
    String job = job("stop: {steps: 8}", checkpoint());
    train(0, job);
    assertThat(train(2, job, "stop.steps=12").err()).contains("exists already");
    train(0, job, "stop.steps=12", "output=" + directory.resolve("more"));

    assertThat(steps("more", "step")).containsExactly(9L, 10L, 11L, 12L);
    assertThat(summary("more").at("/rows").asLong()).isEqualTo(12 * 30);
  }

  @Test
  void requiredWithoutACheckpointIsAnError() throws Exception {
    CommandLineRun run = train(2, job(checkpoint()), "checkpoint.resume=required");

    assertThat(run.err())
        .contains("Invalid checkpoint.resume: required, but ")
        .contains("(auto starts from the beginning)");
  }

  @Test
  void aDamagedNewestIsReportedAndTheOneBeforeUsed() throws Exception {
    String job = job("stop: {steps: 8}", checkpoint());
    train(0, job);
    Path state = directory.resolve("saved/attempt-000001-step-000000000008/state.bin");
    byte[] bytes = Files.readAllBytes(state);
    bytes[bytes.length / 2] ^= 1;
    Files.write(state, bytes);
    CommandLineRun inspect = CommandLineRun.of("inspect", directory.resolve("saved").toString());
    CommandLineRun run = train(0, job, "output=" + directory.resolve("again"));

    assertThat(inspect.out()).contains("newest.step").contains("damaged");
    assertThat(run.err()).contains("state.bin is damaged (SHA-256); using the one before");
    assertThat(run.err()).contains("Resuming at step 4 from ");
    assertThat(summary("again").at("/weights-digest"))
        .isEqualTo(summary("out").at("/weights-digest"));
  }

  @Test
  void inspectShowsWhatCheckpointsHold() throws Exception {
    train(0, job("stop: {steps: 8}", checkpoint()));
    CommandLineRun run =
        CommandLineRun.of("inspect", directory.resolve("saved").toString(), "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonNode content = JSON.readTree(run.out());
    assertThat(content.at("/kind").asText()).isEqualTo("checkpoints");
    assertThat(content.at("/newest/step").asInt()).isEqualTo(8);
    assertThat(content.at("/newest/config/batch/size").asInt()).isEqualTo(30);
    assertThat(content.at("/newest/metrics/lines").asInt()).isGreaterThan(8);
    assertThat(content.at("/checkpoints")).hasSize(2);
  }
}
