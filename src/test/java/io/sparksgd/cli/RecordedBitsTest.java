package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Short jobs end with the weights that they ended with when {@code golden/weights-digests.txt} was
 * recorded, bit for bit. A change that only moves code must leave all of them alone; a change of
 * what a job computes replaces its line and says why. The digests hold on x86-64: other processors
 * have other versions of {@code Math.exp}.
 */
@EnabledOnOs(architectures = "amd64")
class RecordedBitsTest {
  private static final Path RECORDED = Path.of("src/test/resources/golden/weights-digests.txt");

  @TempDir private static Path data;
  @TempDir private Path directory;

  @BeforeAll
  static void makeData() throws IOException {
    SharedSpark.session();
    generate("blobs", "libsvm", 900, 0);
    generate("click-logs", "libsvm", 1500, 0, "--features", "4096");
    generate("regression", "parquet", 700, 0);
    generate("interactions", "libsvm", 900, 0, "--features", "60");
    List<String> lines = new ArrayList<>(List.of("age,income,job,site,label"));
    for (int i = 0; i < 300; i++) {
      lines.add(
          "%d,%d,%s,s%d,%d"
              .formatted(20 + i * 7 % 50, i * 131 % 900, "abcd".charAt(i % 4), i % 40, i * i % 3));
    }
    Files.write(data.resolve("table.csv"), lines);
  }

  private static void generate(String kind, String format, int rows, int first, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("generate", kind, "--rows", "" + rows, "--first-row", "" + first));
    arguments.addAll(List.of("--format", format, "--out", data.resolve(kind).toString()));
    arguments.addAll(List.of(more));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Map<String, List<String>> jobs() {
    Map<String, List<String>> jobs = new LinkedHashMap<>();
    String blobs =
        "data: {train: %s/blobs, format: libsvm, partitions: 3, validation-fraction: 0.2}";
    String softmax = "model: {kind: softmax}";
    jobs.put("softmax-adam", List.of(blobs, softmax));
    jobs.put(
        "softmax-momentum-cosine",
        List.of(
            blobs,
            softmax,
            "optimizer: {kind: momentum, learning-rate: 0.05, dampening: 0.1, clip-norm: 1.0}",
            "schedule: {kind: cosine, warmup-steps: 5}"));
    jobs.put("replacement", List.of(blobs, softmax, "batch: {size: 20, sampling: replacement}"));
    jobs.put("bernoulli", List.of(blobs, softmax, "batch: {fraction: 0.05}"));
    jobs.put(
        "block-shuffle", List.of(blobs, softmax, "batch: {size: 20, sampling: block-shuffle}"));
    jobs.put("full", List.of(blobs, softmax, "batch: {full: true}"));
    jobs.put(
        "accumulation-linear-scaling",
        List.of(
            blobs,
            softmax,
            "batch: {size: 20, accumulation-steps: 4}",
            "scaling: {rule: linear, reference-batch-size: 40}"));
    jobs.put(
        "mlp-adamw-dropout",
        List.of(
            blobs,
            "model: {kind: mlp, hidden: [16, 8], dropout: 0.2}",
            "optimizer: {kind: adamw, average-decay: 0.9}"));
    jobs.put(
        "mlp-lamb-local",
        List.of(
            contiguous(blobs),
            "model: {kind: mlp, hidden: [16]}",
            "optimizer: {kind: lamb}",
            "synchronize: {local-steps: 4, outer: {kind: nesterov}}"));
    for (String codec :
        List.of(
            "{kind: float32}",
            "{kind: bf16, broadcast: bf16}",
            "{kind: fp16}",
            "{kind: int8}",
            "{kind: random-k, ratio: 0.2}",
            "{kind: top-k, ratio: 0.1}",
            "{kind: threshold, threshold: 0.5}",
            "{kind: sign}",
            "{kind: power-sgd}")) {
      String name = codec.replaceAll(".*kind: ([a-z0-9-]+).*", "$1");
      jobs.put("codec-" + name, List.of(blobs, softmax, "compression: " + codec));
    }
    String clicks =
        "data: {train: %s/click-logs, format: libsvm, partitions: 3, num-features: 4096}";
    String logistic = "model: {kind: logistic}";
    for (String rule :
        List.of("sgd", "nesterov", "amsgrad", "adagrad", "rmsprop", "lars", "lion", "ftrl")) {
      jobs.put("sparse-" + rule, List.of(clicks, logistic, "optimizer: {kind: " + rule + "}"));
    }
    jobs.put(
        "sparse-l1-l2",
        List.of(
            clicks,
            logistic,
            "optimizer: {kind: sgd, learning-rate: 0.1}",
            "penalty: {l1: 0.001, l2: 0.01}"));
    for (String state : List.of("average", "keep", "reset")) {
      jobs.put(
          "local-" + state,
          List.of(
              contiguous(clicks),
              logistic,
              "optimizer: {kind: adagrad}",
              "synchronize: {local-steps: 8, local-state: " + state + "}"));
    }
    jobs.put(
        "local-float32",
        List.of(
            contiguous(clicks),
            logistic,
            "optimizer: {kind: adagrad}",
            "synchronize: {local-epochs: 0.5, start-local-at: 3, local-precision: float32}"));
    jobs.put(
        "local-top-k",
        List.of(
            contiguous(clicks),
            logistic,
            "optimizer: {kind: momentum, learning-rate: 0.05}",
            "synchronize: {local-steps: 4, local-state: reset}",
            "compression: {kind: top-k, ratio: 0.05}"));
    jobs.put(
        "local-spread",
        List.of(
            clicks,
            logistic,
            "optimizer: {kind: adagrad}",
            "synchronize: {local-steps: 8, local-state: keep}"));
    String regression =
        "data: {train: %s/regression, format: parquet, partitions: 2, validation-fraction: 0.1}";
    for (String kind : List.of("linear", "huber", "quantile")) {
      jobs.put("columns-" + kind, List.of(regression, "model: {kind: " + kind + "}"));
    }
    jobs.put(
        "factorization-machine",
        List.of(
            "data: {train: %s/interactions, format: libsvm, partitions: 2}",
            "model: {kind: factorization-machine, factors: 4}",
            "optimizer: {kind: adagrad, learning-rate: 0.1}"));
    String table = "data: {train: %s/table.csv, partitions: 2}";
    jobs.put(
        "numbers-poisson",
        List.of(
            "data: {train: %s/table.csv, partitions: 2, features: [age, income]}",
            "model: {kind: poisson}", "optimizer: {kind: adam, learning-rate: 1.0e-5}"));
    jobs.put(
        "features-hash", List.of(table, softmax, "features: {hash: [job, site], hash-size: 64}"));
    jobs.put(
        "hinge-guard",
        List.of(
            clicks,
            "model: {kind: hinge}",
            "guard: {on-divergence: roll-back, explosion-factor: 100, every-steps: 5}"));
    return jobs;
  }

  /** As local rounds had it when their digests were recorded. */
  private static String contiguous(String group) {
    return group.replace("partitions:", "placement: contiguous, partitions:");
  }

  static Stream<String> names() {
    return jobs().keySet().stream();
  }

  private String digest(String name) throws IOException {
    List<String> lines = new ArrayList<>(jobs().get(name));
    lines.replaceAll(line -> line.replace("%s", data.toString()));
    if (lines.stream().noneMatch(line -> line.startsWith("batch:"))) {
      lines.add("batch: {size: 30}");
    }
    Path out = directory.resolve(name);
    lines.addAll(List.of("stop: {steps: 40}", "output: " + out));
    Path job = directory.resolve(name + ".yaml");
    Files.write(job, lines);
    CommandLineRun run = CommandLineRun.of("train", job.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    return new ObjectMapper()
        .readTree(out.resolve("summary.json").toFile())
        .at("/weights-digest")
        .asText();
  }

  @ParameterizedTest
  @MethodSource("names")
  void aJobHasTheWeightsThatWereRecorded(String name) throws IOException {
    assertThat(Files.readAllLines(RECORDED)).contains(name + " " + digest(name));
  }

  @Test
  void eachRecordedLineIsOfAJob() throws IOException {
    assertThat(Files.readAllLines(RECORDED).stream().map(line -> line.split(" ")[0]))
        .containsExactlyElementsOf(jobs().keySet());
  }
}
