package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scaled columns that are constant, but for rounding, on one day, and vary on a later one. */
class ColumnsThatVaryLaterTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  /** Rows whose label {@code a} tells, {@code low} or {@code high}, and {@code x} does not. */
  private String rows(String name, String low, String high) throws IOException {
    StringBuilder rows = new StringBuilder("a,x,label\n");
    for (int i = 0; i < 40; i++) {
      int label = i / 2 % 2;
      rows.append((label == 1 ? high : low) + "," + (i % 2 * 2 - 1) + "," + label + "\n");
    }
    return Files.writeString(directory.resolve(name), rows).toString();
  }

  private void train(String data, String scale, String out, String... overrides)
      throws IOException {
    String job =
        """
        data: {train: '%s'}
        model: {kind: logistic}
        features: {numbers: [a, x], scale: %s}
        batch: {full: true}
        optimizer: {kind: sgd, learning-rate: 1.0}
        stop: {steps: 50}
        output: '%s'
        """
            .formatted(data, scale, directory.resolve(out));
    List<String> arguments =
        new ArrayList<>(
            List.of("train", Files.writeString(directory.resolve("job.yaml"), job).toString()));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray(new String[0]));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private String init(String out) {
    return "model.init=" + directory.resolve(out);
  }

  private JsonNode columns(String out) throws IOException {
    return JSON.readTree(directory.resolve(out + "/model/model.json").toFile()).path("columns");
  }

  private double[] weights(String out) {
    return SgdClassificationModel.load(directory.resolve(out).toString()).parameters();
  }

  @ParameterizedTest
  @CsvSource({
    "standard, 7, 7",
    "deviation, 7, 7",
    "standard, 0, 0",
    "deviation, 0, 0",
    "standard, 0.3, 0.30000000000000004",
    "deviation, 0.3, 0.30000000000000004"
  })
  void aColumnThatWasConstantIsScaledByTheDayOnWhichItVaries(String scale, String low, String high)
      throws IOException {
    train(rows("mon.csv", low, high), scale, "mon");
    String tuesday = rows("tue.csv", "7", "10");

    train(tuesday, scale, "tue", init("mon"));
    train(tuesday, scale, "alone");
    train(rows("wed.csv", "10", "70"), scale, "wed", init("tue"), "stop.steps=1");

    assertThat(columns("mon").at("/deviations/0").asDouble()).isZero();
    // Monday's rows say nothing, so that its weights are 0.
    assertThat(weights("mon")).containsOnly(0);
    assertThat(columns("tue")).isEqualTo(columns("alone"));
    assertThat(weights("tue")).containsExactly(weights("alone"));
    assertThat(weights("tue")[0]).isGreaterThan(1);
    assertThat(columns("wed")).as("scales stay").isEqualTo(columns("tue"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "model={kind: mlp, hidden: [2]}",
        "model={kind: mlp, hidden: [2, 3]}",
        "model={kind: factorization-machine}"
      })
  void startValuesThatNoRowHasSeenDoNotCount(String model) throws IOException {
    train(rows("mon.csv", "7", "7"), "deviation", "mon", model, "model.keep-optimizer=true");
    String tuesday = rows("tue.csv", "7", "10");

    train(
        tuesday,
        "deviation",
        "tue",
        model,
        init("mon"),
        "optimizer.learning-rate=1e-12",
        "stop.steps=1");
    train(tuesday, "deviation", "learned", model, init("mon"), "model.init-optimizer=true");

    double[] before = weights("mon");
    int ofA = before.length == 19 ? 9 : 2;
    Arrays.fill(before, 0, ofA, 0);
    assertThat(weights("tue")).containsExactly(before, within(1e-10));
    assertThat(Arrays.stream(weights("learned")).limit(ofA)).anyMatch(weight -> weight != 0);
  }

  @Test
  void aDifferenceOfRoundingIsNoFeature() throws IOException {
    String noise = rows("noise.csv", "0.1", "0.10000000000000002");
    String little = rows("little.csv", "0.1", "0.100000000001");

    train(noise, "standard", "centred");
    train(noise, "deviation", "divided");
    train(little, "standard", "little");

    assertThat(weights("centred")).containsOnly(0);
    assertThat(weights("divided")).containsOnly(0);
    assertThat(weights("little")[0]).as("what is more than rounding").isGreaterThan(1);
  }
}
