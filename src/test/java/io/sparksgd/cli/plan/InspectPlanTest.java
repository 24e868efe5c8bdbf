package io.sparksgd.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.cli.ExitCode;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code inspect --plan}: what it says of a job's size is what the run then has. */
class InspectPlanTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void generateData() {
    SharedSpark.session();
    ok("generate", "blobs", "--rows", "1500", "--format", "libsvm", "--out", path("train"));
    ok("generate", "click-logs", "--rows", "4000", "--out", path("clicks"));
  }

  private static String path(String name) {
    return shared.resolve(name).toString();
  }

  private static CommandLineRun ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private String job(String data, String model) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "name: planned\n"
            + ("data: {train: " + path(data) + ", validation-fraction: 0.2, format: libsvm")
            + ", partitions: 2}\n"
            + ("model: {kind: " + model + "}\n")
            + ("output: " + directory.resolve("out") + "\n")
            + "batch: {size: 64}\nstop: {epochs: 1}\n");
    return job.toString();
  }

  private static String[] with(List<String> first, String... more) {
    List<String> all = new ArrayList<>(first);
    for (String setting : more) {
      all.addAll(List.of("--set", setting));
    }
    return all.toArray(new String[0]);
  }

  private JsonNode plan(String job, String... settings) throws IOException {
    return JSON.readTree(ok(with(List.of("inspect", "--json", "--plan", job), settings)).out());
  }

  /** The first round of the run. */
  private JsonNode round(String job, String... settings) throws IOException {
    ok(with(List.of("train", job), settings));
    for (String line : Files.readAllLines(directory.resolve("out/metrics.jsonl"))) {
      JsonNode event = JSON.readTree(line);
      if (event.path("event").asText().equals("step")) {
        return event;
      }
    }
    throw new AssertionError("No round in the run");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer.kind=adam",
        "compression.kind=bf16",
        "compression.broadcast=float32",
        "compression.kind=int8",
        "synchronize.local-steps=4"
      })
  void bytesOfWholeVectorsAreThoseOfTheRun(String setting) throws IOException {
    String job = job("train", "softmax");
    JsonNode planned = plan(job, setting).path("round");
    JsonNode run = round(job, setting);

    assertThat(planned.path("bytes-broadcast").asLong())
        .isEqualTo(run.path("bytes").path("broadcast").asLong());
    assertThat(planned.path("bytes-returned").asLong())
        .isEqualTo(run.path("bytes").path("returned").asLong());
    assertThat(planned.path("updates").asLong()).isEqualTo(run.path("step").asLong());
  }

  @Test
  void bytesOfFewFeaturesAreNearThoseOfTheRun() throws IOException {
    String job = job("clicks", "logistic");
    JsonNode planned = plan(job).path("round");
    JsonNode run = round(job);

    double returned = run.path("bytes").path("returned").asDouble();
    assertThat(planned.path("bytes-returned").asDouble()).isBetween(returned / 1.5, 1.5 * returned);
    assertThat(returned).isLessThan(planned.path("bytes-broadcast").asDouble() / 10);
  }

  @Test
  void sizesOfTheDataAreThoseOfTheRun() throws IOException {
    JsonNode plan = plan(job("train", "softmax"));

    assertThat(plan.path("data").path("read").asText()).isEqualTo("all rows");
    assertThat(
            plan.path("data").path("training-rows").asLong()
                + plan.path("data").path("validation-rows").asLong())
        .isEqualTo(1500);
    assertThat(plan.path("steps").path("in-all").asLong())
        .isEqualTo((plan.path("data").path("training-rows").asLong() + 63) / 64);
    assertThat(plan.path("seconds").path("step").asDouble()).isPositive();
    assertThat(Files.exists(directory.resolve("out"))).isFalse();
  }

  @Test
  void anotherClusterHasItsOwnPartitionsAndMemory() throws IOException {
    String job = job("train", "softmax");
    String[] arguments =
        with(
            List.of(
                "inspect",
                "--json",
                "--plan",
                job,
                "--executors",
                "20",
                "--cores",
                "4",
                "--executor-memory",
                "200m"),
            "data.partitions=60");
    JsonNode plan = JSON.readTree(ok(arguments).out());

    assertThat(plan.path("cluster").path("executors").asInt()).isEqualTo(20);
    assertThat(plan.path("cluster").path("executor-memory").asLong()).isEqualTo(200L << 20);
    assertThat(plan.path("round").path("partitions").asInt()).isEqualTo(60);
    assertThat(plan.path("seconds").path("launch").asDouble()).isGreaterThan(0.0066);
    assertThat(plan.path("set").path("spark.executor.memory").asText()).contains("needed");
    assertThat(plan.path("set").path("data.partitions").asText())
        .startsWith("80 (faster: 60 partitions leave some of 80 cores idle)");
  }

  @Test
  void itIsATableForPeople() throws IOException {
    String table = ok("inspect", "--plan", job("train", "softmax")).out();

    assertThat(table)
        .contains("seconds.step ")
        .contains("recommended.mode ")
        .contains("memory.heap ");
  }

  @Test
  void wrongArgumentsAreNamed() throws IOException {
    String job = job("train", "softmax");

    assertThat(wrong("inspect"))
        .contains("Nothing to inspect: give either PATH or --plan JOB.yaml");
    assertThat(wrong("inspect", "x", "--plan", job)).contains("PATH and --plan exclude each other");
    assertThat(wrong("inspect", "x", "--executors", "2"))
        .contains("A job file or cluster options require --plan");
    assertThat(wrong("inspect", "--plan", job, "--executors", "0"))
        .contains("Invalid --executors: 0 (allowed: a whole number from 1 to 1000000)");
    assertThat(wrong("inspect", "--plan", job, "--driver-memory", "much"))
        .contains("Invalid --driver-memory: much (allowed: a size such as 512m or 4g)");
    assertThat(wrong("inspect", "--plan", job, "--network", "1g"))
        .contains("Invalid --network: 1g (allowed: with --executors or --cores)");
  }

  private static String wrong(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    return run.err();
  }

  @Test
  void regionsOfTheCollectorAreAsSetOrAPartOfTheHeap() {
    assertThat(PlannedCluster.regionBytes(List.of("-XX:G1HeapRegionSize=16m")))
        .isEqualTo(16L << 20);
    assertThat(PlannedCluster.regionBytes(List.of("-XX:+UseParallelGC"))).isZero();
    assertThat(PlannedCluster.regionBytes(List.of())).isBetween(1L << 20, 32L << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "--executors, 0, 'a whole number from 1 to 1000000'",
    "--executors, -3, 'a whole number from 1 to 1000000'",
    "--cores, 1000001, 'a whole number from 1 to 1000000'",
    "--network, 0, 'a size such as 512m or 4g'",
    "--network, -1g, 'a size such as 512m or 4g'",
    "--network, 1e308, 'a size such as 512m or 4g'",
    "--network, 9223372036854775807k, 'a size such as 512m or 4g'",
    "--executor-memory, NaN, 'a size such as 512m or 4g'",
    "--driver-memory, 0b, 'a size such as 512m or 4g'"
  })
  void numbersThatNoClusterHasAreRefused(String option, String value, String allowed)
      throws IOException {
    String other = option.equals("--cores") ? "--executors=2" : "--cores=2";
    CommandLineRun run =
        CommandLineRun.of(
            "inspect", "--plan", job("train", "softmax"), other, option + "=" + value);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "sgd: Invalid " + option + ": " + value + " (allowed: " + allowed + ")");
  }

  @Test
  void absurdClustersHaveFiniteSeconds() throws IOException {
    JsonNode plan =
        JSON.readTree(
            ok(
                    "inspect",
                    "--json",
                    "--plan",
                    job("train", "softmax"),
                    "--executors=1000000",
                    "--cores=1000000",
                    "--network=1b",
                    "--executor-memory=1b",
                    "--driver-memory=8191p")
                .out());

    for (JsonNode seconds : plan.get("seconds")) {
      assertThat(seconds.asDouble(-1))
          .as(plan.get("seconds").toString())
          .isNotNegative()
          .isFinite();
    }
    double out = plan.at("/round/bytes-broadcast").asDouble();
    // The weights once, and again down a tree of log2(1e6) levels, at a byte a second.
    assertThat(plan.at("/seconds/publish").asDouble())
        .isCloseTo(out * (1 + Math.log(1e6) / Math.log(2)), within(1.0));
    assertThat(plan.toString()).doesNotContain("NaN", "Infinity", "\":-");
    assertThat(plan.at("/set/spark.executor.memory").asText()).startsWith("301m (needed:");
  }

  @Test
  void aFractionThatNeverDrawsARowIsRefused() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "inspect", "--plan", job("train", "softmax"), "--set", "batch={fraction: 1e-300}");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).containsPattern("Invalid batch.fraction: \\S+E-29\\d rows a step are");
  }
}
