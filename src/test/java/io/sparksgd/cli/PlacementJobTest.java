package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.math.CounterRandom;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Local rounds on rows that are sorted by label. */
class PlacementJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WARNING = "sgd: WARNING: the partitions' labels differ";
  private static final int COLUMNS = 8;
  private static final int CATEGORIES = 20;

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void writeRows() throws IOException {
    SharedSpark.session();
    List<String> rows = rows(0, 8000);
    Files.write(shared.resolve("shuffled.libsvm"), rows);
    rows.sort((a, b) -> a.charAt(0) - b.charAt(0));
    Files.write(shared.resolve("sorted.libsvm"), rows);
    Path parts = Files.createDirectory(shared.resolve("parts.libsvm"));
    Files.write(parts.resolve("a.libsvm"), rows.subList(0, 100));
    Files.write(parts.resolve("b.libsvm"), rows.subList(100, 7000));
    Files.write(parts.resolve("c.libsvm"), rows.subList(7000, 8000));
    Files.write(shared.resolve("held.libsvm"), rows(8000, 12_000));
  }

  /** Rows of categories, rare ones among them, of a logistic model. */
  private static List<String> rows(int from, int to) {
    List<String> rows = new ArrayList<>();
    for (int row = from; row < to; row++) {
      double margin = -1;
      StringBuilder features = new StringBuilder();
      for (int c = 0; c < COLUMNS; c++) {
        double u = CounterRandom.uniform(1, c, row);
        int feature = c * CATEGORIES + (int) Math.min(CATEGORIES - 1, -4 * Math.log(1 - u));
        margin += 1.5 * CounterRandom.gaussian(2, 0, feature);
        features.append(' ').append(feature + 1).append(":1");
      }
      boolean positive = CounterRandom.uniform(3, 0, row) < 1 / (1 + Math.exp(-margin));
      rows.add((positive ? "1" : "0") + features);
    }
    return rows;
  }

  private CommandLineRun train(String data, String output, String... sets) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        String.join(
            "\n",
            "data: {train: " + shared.resolve(data) + ", partitions: 8,",
            "  validation: " + shared.resolve("held.libsvm") + "}",
            "model: {kind: logistic}",
            "optimizer: {kind: adagrad, learning-rate: 0.5}",
            "batch: {size: 8}",
            "synchronize: {local-steps: 64, local-state: keep}",
            "stop: {epochs: 1}",
            "output: " + directory.resolve(output)));
    List<String> arguments = new ArrayList<>(List.of("train", job.toString()));
    Arrays.stream(sets).forEach(set -> arguments.addAll(List.of("--set", set)));
    CommandLineRun run = CommandLineRun.of(arguments.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private JsonNode summary(String output) throws IOException {
    return JSON.readTree(directory.resolve(output + "/summary.json").toFile());
  }

  private double loss(String output) throws IOException {
    return summary(output).at("/final/validation/log-loss").asDouble();
  }

  private String digest(String output) throws IOException {
    return summary(output).at("/weights-digest").asText();
  }

  @Test
  void sortedRowsAreLearnedAsShuffledOnes() throws IOException {
    CommandLineRun sorted = train("sorted.libsvm", "sorted");
    CommandLineRun shuffled = train("shuffled.libsvm", "shuffled", "data.placement=contiguous");
    CommandLineRun contiguous = train("sorted.libsvm", "contiguous", "data.placement=contiguous");

    assertThat(loss("sorted")).isBetween(loss("shuffled") - 0.01, loss("shuffled") + 0.01);
    assertThat(loss("contiguous")).isGreaterThan(loss("shuffled") + 0.04);
    assertThat(contiguous.err())
        .contains(WARNING)
        .contains("data.placement: spread distributes them by the seed");
    assertThat(sorted.err()).doesNotContain(WARNING);
    assertThat(shuffled.err()).doesNotContain(WARNING);
  }

  @ParameterizedTest
  @ValueSource(strings = {"synchronize.start-local-at=100", "synchronize.local-epochs=0.1"})
  void everyKindOfLocalRoundsSpreadsRows(String kind) throws IOException {
    String[] sets =
        kind.contains("epochs")
            ? new String[] {"synchronize.local-steps=null", kind}
            : new String[] {kind};
    train("sorted.libsvm", "auto", sets);
    train("sorted.libsvm", "spread", concat(sets, "data.placement=spread"));
    CommandLineRun contiguous =
        train("sorted.libsvm", "contiguous", concat(sets, "data.placement=contiguous"));

    assertThat(digest("auto")).isEqualTo(digest("spread")).isNotEqualTo(digest("contiguous"));
    assertThat(contiguous.err()).contains(WARNING);
  }

  private static String[] concat(String[] sets, String more) {
    String[] all = Arrays.copyOf(sets, sets.length + 1);
    all[sets.length] = more;
    return all;
  }

  @Test
  void filesOfTheSameRowsMakeNoDifference() throws IOException {
    train("sorted.libsvm", "one");
    train("parts.libsvm", "three");

    assertThat(digest("three")).isEqualTo(digest("one"));
  }

  @Test
  void synchronousRunsKeepContiguousRangesAndDoNotWarn() throws IOException {
    String[] sets = {"synchronize=null", "batch.size=100"};
    CommandLineRun auto = train("sorted.libsvm", "auto", sets);
    train("sorted.libsvm", "contiguous", concat(sets, "data.placement=contiguous"));
    train("sorted.libsvm", "spread", concat(sets, "data.placement=spread"));

    assertThat(digest("auto")).isEqualTo(digest("contiguous")).isNotEqualTo(digest("spread"));
    assertThat(auto.err()).doesNotContain(WARNING);
  }

  @Test
  void resumedRunsHaveTheSameRowsInTheSamePartitions() throws IOException {
    String checkpoint = "checkpoint.dir=" + directory.resolve("saved");
    train("sorted.libsvm", "whole", "stop.steps=512");
    train("sorted.libsvm", "half", "stop.steps=256", checkpoint);
    CommandLineRun resumed = train("sorted.libsvm", "rest", "stop.steps=512", checkpoint);

    assertThat(resumed.err()).contains("Resuming at step ");
    assertThat(digest("rest")).isEqualTo(digest("whole"));
  }
}
