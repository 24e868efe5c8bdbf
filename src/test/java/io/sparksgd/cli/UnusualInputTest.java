package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.model.ModelFolder;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Input that looks wrong and is not: it trains as the formulas say. */
class UnusualInputTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double RATE = 0.1;

  /** Values of two features and labels that no line fits. */
  private static final double[][] X = {{1, 2}, {-1, 0.5}, {3, -2}, {0.25, 1}, {2, 2}};

  private static final double[] Y = {1, -2, 0.5, 3, 1};

  @TempDir private Path directory;
  private int runs;

  @BeforeAll
  static void startSpark() {
    SharedSpark.session();
  }

  /** The weights after ten full batches. */
  private double[] train(String rows, String model, String data) throws IOException {
    return train(rows, model, data, RATE);
  }

  private double[] train(String rows, String model, String data, double rate) throws IOException {
    Path file = directory.resolve("rows-" + runs + ".libsvm");
    Files.writeString(file, rows);
    Path job = directory.resolve("job.yaml");
    Path out = directory.resolve("out-" + runs++);
    Files.writeString(
        job,
        "data: {train: "
            + file
            + data
            + "}\nmodel: "
            + model
            + "\noptimizer: {kind: sgd, learning-rate: "
            + rate
            + "}\nbatch: {full: true}\nstop: {steps: 10}\nevaluate: {every-steps: 10}\noutput: "
            + out
            + "\n");
    CommandLineRun run = CommandLineRun.of("train", job.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    TrainedModel trained =
        ModelFolder.load(new org.apache.hadoop.fs.Path(out.toString()), new Configuration());
    return trained.weights();
  }

  private static String line(int row, String... more) {
    return String.format(
        Locale.ROOT, "%s 1:%s 2:%s %s%n", Y[row], X[row][0], X[row][1], String.join(" ", more));
  }

  private static String lines(String... more) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < Y.length; row++) {
      text.append(line(row, more));
    }
    return text.toString();
  }

  @Test
  void aConstantFeatureLearnsWhatTheInterceptLearns() throws IOException {
    double[] weights = train(lines("3:1"), "{kind: linear}", "");

    assertThat(weights).hasSize(4);
    assertThat(weights[2]).isNotZero().isCloseTo(weights[3], within(1e-14));
  }

  @Test
  void aFeatureThatIsAlwaysZeroStaysAtZero() throws IOException {
    double[] without = train(lines(), "{kind: linear}", "");
    double[] with = train(lines("5:0"), "{kind: linear}", "");

    assertThat(with).containsExactly(without[0], without[1], 0, 0, 0, without[2]);
  }

  /** They change the mean only: without an intercept, a smaller rate does the same. */
  @Test
  void rowsThatAreAllZeroCountAsRows() throws IOException {
    String model = "{kind: linear, intercept: false}";
    double[] with = train(lines() + "0\n0 1:0\n0 # nothing\n0\n0\n", model, "", 2 * RATE);

    assertThat(with).containsExactly(train(lines(), model, ""), within(1e-14));
  }

  @Test
  void emptyPartitionsChangeNothing() throws IOException {
    double[] one = train(lines(), "{kind: linear}", ", partitions: 1");
    double[] many = train(lines(), "{kind: linear}", ", partitions: 12");

    assertThat(many).containsExactly(one, within(1e-14));
  }

  @Test
  void rowsThatAreThereTwiceCountTwice() throws IOException {
    double[] once = train(lines(), "{kind: linear}", "");

    assertThat(train(lines() + lines(), "{kind: linear}", "")).containsExactly(once, within(1e-14));
  }

  @Test
  void theOrderOfRowsDoesNotMatterToAFullBatch() throws IOException {
    List<String> reversed = new ArrayList<>(lines().lines().toList());
    Collections.reverse(reversed);
    double[] once = train(lines(), "{kind: linear}", "");

    assertThat(train(String.join("\n", reversed), "{kind: linear}", ""))
        .containsExactly(once, within(1e-14));
  }

  /** The gradient of the intercept is sigmoid(b) - 1 in each of the steps. */
  @Test
  void oneClassAloneMovesTheInterceptTowardsIt() throws IOException {
    double[] weights = train("1\n1\n1 1:0\n", "{kind: logistic}", "");
    double expected = 0;
    for (int step = 0; step < 10; step++) {
      expected -= RATE * (1 / (1 + Math.exp(-expected)) - 1);
    }

    assertThat(weights).hasSize(2);
    assertThat(weights[1]).isCloseTo(expected, within(1e-14));
  }

  @Test
  void oneClassInTheValidationRowsHasNoAucAndTheOtherMetrics() throws IOException {
    Path validation = directory.resolve("validation.libsvm");
    Files.writeString(validation, "1 1:1\n1 1:2\n");
    train("1 1:1\n0 1:-1\n", "{kind: logistic}", ", validation: " + validation);

    JsonNode summary = JSON.readTree(directory.resolve("out-0/summary.json").toFile());
    assertThat(summary.at("/final/validation/accuracy").asDouble()).isEqualTo(1);
    assertThat(summary.at("/final/validation/loss").isNumber()).isTrue();
    assertThat(summary.at("/final/validation").has("auc")).isFalse();
  }

  @Test
  void tinyValuesAreZerosToTheSumsAndStayFinite() throws IOException {
    double[] weights = train("1 1:1e-310 2:1\n2 1:4.9e-324 2:1\n", "{kind: linear}", "");

    assertThat(weights[0]).isBetween(0.0, 1e-300);
    assertThat(weights[1]).isCloseTo(weights[2], within(1e-14));
  }

  @Test
  void hugeValuesTrainWithAFittingRate() throws IOException {
    double[] weights = train("1 1:1e100\n2 1:2e100\n", "{kind: linear}", "", 1e-201);
    double expected = 0;
    for (int step = 0; step < 10; step++) {
      // In units of 1e100; the intercept moves by 1e-201 and counts for nothing.
      expected -= 0.1 * ((expected - 1) + 2 * (2 * expected - 2)) / 2;
    }

    assertThat(weights[0] * 1e100).isCloseTo(expected, within(1e-12));
  }

  @Test
  void aSingleRowTrains() throws IOException {
    double[] weights = train("2 1:1\n", "{kind: linear}", "");
    double expected = 0;
    for (int step = 0; step < 10; step++) {
      expected -= RATE * (2 * expected - 2);
    }

    assertThat(weights).containsExactly(new double[] {expected, expected}, within(1e-14));
  }
}
