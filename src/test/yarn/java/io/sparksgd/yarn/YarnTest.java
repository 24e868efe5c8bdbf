package io.sparksgd.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar that the build for the newest Spark makes, on YARN and HDFS with a Spark line and its
 * Hadoop: data, checkpoints and models are on HDFS, and the weights those of local mode on the
 * newest Spark with the same partitions, bit for bit.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class YarnTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String JOB = "digits-softmax.yaml";
  private static final int EPOCHS = 15;

  @TempDir private static Path folder;
  private static HadoopCluster cluster;
  private static FileSystem files;
  private static JsonNode local;

  @BeforeAll
  static void startAndRunLocally() throws Exception {
    cluster = HadoopCluster.start(folder);
    files = cluster.files();
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.add(ROOT.resolve("jobs").resolve(JOB).toString());
    arguments.addAll(sets(ROOT.resolve("data").toUri().toString(), folder.resolve("local")));
    try (Submission run = Submission.here(ROOT, folder.resolve("local.log"), arguments)) {
      run.succeeds();
    }
    local = JSON.readTree(folder.resolve("local/summary.json").toFile());
    try (Stream<Path> data = Files.list(ROOT.resolve("data"))) {
      for (Path file : data.filter(path -> path.toString().endsWith(".bz2")).toList()) {
        files.copyFromLocalFile(
            hadoop(file.toUri().toString()), hadoop("/data/" + file.getFileName()));
      }
    }
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static org.apache.hadoop.fs.Path hadoop(String path) {
    return new org.apache.hadoop.fs.Path(path);
  }

  private static List<String> sets(String data, Object output, String... more) {
    List<String> arguments = new ArrayList<>();
    for (String set :
        Stream.concat(
                Stream.of(
                    "data.train=" + data + "/digits.train.libsvm.bz2",
                    "data.validation=" + data + "/digits.test.libsvm.bz2",
                    "data.partitions=2",
                    "stop.epochs=" + EPOCHS,
                    "output=" + output),
                Stream.of(more))
            .toList()) {
      arguments.addAll(List.of("--set", set));
    }
    return arguments;
  }

  /** Paths without a scheme are of the cluster's default file system. */
  private static Submission train(String mode, String name) throws IOException {
    String job = ROOT.resolve("jobs").resolve(JOB).toString();
    boolean there = mode.equals("cluster");
    List<String> options = new ArrayList<>(List.of("--deploy-mode", mode));
    options.addAll(there ? List.of("--files", job) : List.of());
    options.addAll(List.of("--conf", "spark.yarn.maxAppAttempts=2"));
    List<String> arguments = new ArrayList<>(List.of("train", "--verbose", there ? JOB : job));
    arguments.addAll(
        sets(
            "/data",
            "/runs/" + name,
            "checkpoint.dir=/checkpoints/" + name,
            "checkpoint.every-steps=50"));
    return Submission.toYarn(ROOT, cluster, folder.resolve(name + ".log"), options, arguments);
  }

  private static JsonNode summary(String name) throws IOException {
    try (InputStream in = files.open(hadoop("/runs/" + name + "/summary.json"))) {
      return JSON.readTree(in);
    }
  }

  private static List<Long> steps(String name, String event) throws IOException {
    List<Long> steps = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                files.open(hadoop("/runs/" + name + "/metrics.jsonl")), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = JSON.readTree(line);
        if (node.at("/event").asText().equals(event)) {
          steps.add(node.at("/step").asLong());
        }
      }
    }
    return steps;
  }

  private static void assertTheSameRun(String name) throws IOException {
    JsonNode summary = summary(name);
    for (String same :
        List.of("/weights-digest", "/status", "/steps", "/rows", "/final/validation")) {
      assertThat(local.at(same).isMissingNode()).as(same).isFalse();
      assertThat(summary.at(same)).as(same).isEqualTo(local.at(same));
    }
    assertThat(steps(name, "step"))
        .isEqualTo(LongStream.rangeClosed(1, local.at("/steps").asLong()).boxed().toList());
    assertThat(files.exists(hadoop("/runs/" + name + "/model/model.json"))).isTrue();
    assertThat(files.exists(hadoop("/runs/" + name + "/report.html"))).isTrue();
  }

  @Test
  void clientModeHasTheWeightsOfLocalModeAndItsModelIsUsedFromHdfs() throws Exception {
    try (Submission run = train("client", "client")) {
      run.succeeds();
      assertThat(run.said()).contains("Wrote /runs/client.");
    }
    assertTheSameRun("client");

    String hdfs = files.getUri().toString();
    List<String> arguments =
        List.of(
            "evaluate",
            "--model",
            hdfs + "/runs/client",
            "--data",
            hdfs + "/data/digits.test.libsvm.bz2",
            "--json");
    try (Submission run = Submission.here(ROOT, folder.resolve("evaluate.log"), arguments)) {
      run.succeeds();
      assertThat(run.said())
          .contains("\"accuracy\" : " + local.at("/final/validation/accuracy").asText());
    }
  }

  @Test
  void clusterModeHasTheWeightsOfLocalMode() throws Exception {
    try (Submission run = train("cluster", "undisturbed")) {
      run.succeeds();
    }
    assertTheSameRun("undisturbed");
    assertThat(cluster.attempts()).isEqualTo(1);
  }

  @Test
  void theSecondAttemptOfAKilledApplicationMasterGoesOnFromTheCheckpoint() throws Exception {
    try (Submission run = train("cluster", "killed")) {
      while (run.runs() && !hasSaved()) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
      List<ProcessHandle> drivers = cluster.drivers();
      assertThat(drivers).as(run.said()).hasSize(1);
      drivers.get(0).destroyForcibly();
      run.succeeds();
    }
    assertThat(cluster.attempts()).isEqualTo(2);
    assertThat(steps("killed", "resumed"))
        .hasSize(1)
        .first()
        .satisfies(step -> assertThat(step).isPositive().isLessThan(local.at("/steps").asLong()));
    assertTheSameRun("killed");
  }

  private static boolean hasSaved() throws IOException {
    return files.globStatus(hadoop("/checkpoints/killed/*/manifest")).length > 0;
  }
}
