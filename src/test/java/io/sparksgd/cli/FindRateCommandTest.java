package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.testkit.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindRateCommandTest {
  @TempDir private Path directory;

  /** 640 rows of a plane; features times a factor. */
  private String[] data(double scale) throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,label"));
    for (int row = 0; row < 640; row++) {
      double a = CounterRandom.gaussian(9, row, 0);
      double b = CounterRandom.gaussian(9, row, 1);
      lines.add(scale * a + "," + scale * b + "," + (2 * a - b));
    }
    return write(lines);
  }

  private String[] write(List<String> lines) throws IOException {
    Path file = Files.write(directory.resolve("train.csv"), lines);
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "data: {train: "
            + file
            + ", features: [a, b], bad-rows: quarantine, partitions: 2}\n"
            + "model: {kind: linear}\n"
            + "optimizer: {kind: sgd, learning-rate: 1}\n"
            + "batch: {size: 64}\n"
            + "stop: {epochs: 5}\n"
            + "output: "
            + directory.resolve("out")
            + "\n");
    return new String[] {job.toString()};
  }

  private static CommandLineRun find(String[] job, String... more) {
    List<String> arguments = new ArrayList<>(List.of("find-rate", job[0]));
    arguments.addAll(List.of(more));
    return CommandLineRun.of(arguments.toArray(String[]::new));
  }

  private static double rate(CommandLineRun run) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run.out()
        .lines()
        .filter(line -> line.startsWith("try optimizer.learning-rate="))
        .mapToDouble(line -> Double.parseDouble(line.substring(28)))
        .findFirst()
        .orElseThrow();
  }

  /** The same rates in effect: what is found differs by what scaling multiplies it by. */
  @ParameterizedTest
  @CsvSource({"linear, 1, 64", "sqrt, 1, 8", "linear, 128, 0.5"})
  void scalingActsAsInTheJob(String rule, int reference, double factor) throws IOException {
    String[] job = data(1);
    String[] scaling = {
      "--set", "scaling.rule=" + rule, "--set", "scaling.reference-batch-size=" + reference
    };
    double plain = rate(find(job, "--from", "0.001", "--to", "100"));
    double scaled =
        rate(
            find(
                job,
                "--from",
                Double.toString(0.001 / factor),
                "--to",
                Double.toString(100 / factor),
                scaling[0],
                scaling[1],
                scaling[2],
                scaling[3]));

    assertThat(plain).isBetween(0.05, 1.0);
    // Both have one digit.
    assertThat(scaled * factor / plain).isBetween(0.5, 2.0);
    CommandLineRun trained =
        CommandLineRun.of(
            "train",
            job[0],
            "--set",
            "optimizer.learning-rate=" + scaled,
            scaling[0],
            scaling[1],
            scaling[2],
            scaling[3]);
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(Files.readString(directory.resolve("out/summary.json"))).contains("completed");
  }

  /** The gradient overflows in the first step, or the loss in the first few. */
  @ParameterizedTest
  @ValueSource(doubles = {1e160, 1e100, 1e8})
  void dataThatDivergesAtOnceIsSaidSo(double scale) throws IOException {
    CommandLineRun run = find(data(scale));

    assertThat(run.exitCode()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("sgd: No rate found: the loss does not fall at rates from 0.000001 to 0.0")
        .contains("(try a lower --from, or scale the data)")
        .doesNotContain("Index");
  }

  @Test
  void nothingIsWritten() throws IOException {
    List<String> lines = new ArrayList<>(List.of("a,b,label", "x,1,1", "1,,1"));
    for (int row = 0; row < 200; row++) {
      lines.add(row % 7 + "," + row % 5 + "," + row % 3);
    }
    String[] job = write(lines);

    assertThat(rate(find(job))).isPositive();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("train.csv", "job.yaml");
    }
  }

  @Test
  void aLossThatExplodesLateHasARateFarBelow() throws IOException {
    double found =
        rate(
            find(
                data(0.001),
                "--from",
                "1",
                "--to",
                "1e9",
                "--steps",
                "200",
                "--set",
                "model.intercept=false"));

    // The curvature is 1e-6: the largest rate that learns is about 2e6.
    assertThat(Math.log10(found)).isCloseTo(5, within(1.0));
  }

  @Test
  void aRuleWithoutARateHasNoneToFind() throws IOException {
    CommandLineRun run =
        find(data(1), "--set", "optimizer.kind=cocob", "--set", "optimizer.learning-rate=null");
    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .contains(
            "Invalid optimizer.kind: cocob (allowed: a rule with a learning rate; this one finds"
                + " its own step size)");
  }
}
