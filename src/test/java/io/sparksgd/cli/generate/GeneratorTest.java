package io.sparksgd.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratorTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(GenerateKind.class)
  void theRowsDoNotDependOnThePartitions(GenerateKind kind) throws IOException {
    GenerateResult one = generate(settings(kind, 50).partitions(1), "one");
    GenerateResult seven = generate(settings(kind, 50).partitions(7), "seven");

    assertThat(lines("one")).hasSize(50).doesNotHaveDuplicates().isEqualTo(lines("seven"));
    assertThat(one.best()).isEqualTo(seven.best());
    assertThat(parts("one")).hasSize(1);
    assertThat(parts("seven")).hasSize(7);
  }

  @ParameterizedTest
  @EnumSource(GenerateKind.class)
  void firstRowGoesOnWithTheSameDataSet(GenerateKind kind) throws IOException {
    generate(settings(kind, 30), "all");
    generate(settings(kind, 10).firstRow(20), "end");

    assertThat(lines("end")).isEqualTo(lines("all").subList(20, 30));
  }

  @ParameterizedTest
  @EnumSource(GenerateKind.class)
  void anotherSeedGivesOtherRows(GenerateKind kind) throws IOException {
    generate(settings(kind, 20).seed(1), "a");
    generate(settings(kind, 20).seed(2), "b");

    assertThat(lines("a")).doesNotContainAnyElementsOf(lines("b"));
  }

  @ParameterizedTest
  @CsvSource({"CLICK_LOGS,64", "REGRESSION,3", "BLOBS,4", "INTERACTIONS,40"})
  void featuresSetsTheHighestIndex(GenerateKind kind, int features) throws IOException {
    GenerateResult result = generate(settings(kind, 200).features(features), "out");

    assertThat(result.features()).isEqualTo(features);
    assertThat(lines("out").stream().flatMap(GeneratorTest::indices).max(Integer::compare))
        .hasValue(features);
    assertThat(lines("out").stream().flatMap(GeneratorTest::indices).min(Integer::compare))
        .hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(GenerateKind.class)
  void parquetHoldsTheRowsOfLibsvmAsVectors(GenerateKind kind) throws IOException {
    generate(settings(kind, 20), "text");
    // One part: Spark reads the parts in the order of their sizes.
    generate(settings(kind, 20).partitions(1).format(GenerateFormat.PARQUET), "parquet");

    Dataset<Row> vectors = SharedSpark.session().read().parquet(path("parquet"));
    assertThat(vectors.columns()).containsExactly("label", "features");
    assertThat(vectors.collectAsList().stream().map(GeneratorTest::line).toList())
        .isEqualTo(lines("text"));
    Vector first = vectors.first().getAs("features");
    assertThat(first.size()).isEqualTo(GenerateSettings.of(kind, 1, "x").featuresOrDefault());
  }

  @ParameterizedTest
  @CsvSource({"REGRESSION,CSV", "REGRESSION,JSON", "BLOBS,CSV", "BLOBS,JSON"})
  void csvAndJsonHoldTheRowsOfLibsvmAsColumns(GenerateKind kind, GenerateFormat format)
      throws IOException {
    generate(settings(kind, 20).features(2), "text");
    // One part: Spark reads the parts in the order of their sizes.
    generate(settings(kind, 20).features(2).partitions(1).format(format), "columns");

    Dataset<Row> columns =
        SharedSpark.session()
            .read()
            .schema(ColumnShape.schema(2))
            .option("header", true)
            .format(format.toString())
            .load(path("columns"));
    List<String> text =
        columns.collectAsList().stream()
            .map(r -> number(r.getDouble(0)) + " 1:" + r.getDouble(1) + " 2:" + r.getDouble(2))
            .toList();
    assertThat(text).isEqualTo(lines("text"));
  }

  @Test
  void positiveRateSetsTheShareOfOnes() throws IOException {
    for (double rate : new double[] {0.05, 0.25, 0.6}) {
      generate(settings(GenerateKind.CLICK_LOGS, 4000).positiveRate(rate), "rate" + rate);
      assertThat(labels("rate" + rate).stream().mapToDouble(y -> y).average())
          .hasValueCloseTo(rate, within(0.025));
    }
  }

  @Test
  void noiseIsTheBestErrorOfARegression() throws IOException {
    GenerateResult result = generate(settings(GenerateKind.REGRESSION, 10).noise(3), "out");

    assertThat(result.bestLoss()).isEqualTo(4.5);
    assertThat(result.best()).containsEntry("rmse", 3.0).hasSize(2);
    assertThat(result.classes()).isEmpty();
  }

  @Test
  void noiseMakesBlobsOverlap() throws IOException {
    GenerateResult clear = generate(settings(GenerateKind.BLOBS, 500).noise(0.3), "clear");
    GenerateResult mixed = generate(settings(GenerateKind.BLOBS, 500).noise(3), "mixed");

    assertThat(clear.best().get("accuracy")).isGreaterThan(0.99);
    assertThat(mixed.best().get("accuracy")).isLessThan(0.8).isGreaterThan(1.0 / 3);
    assertThat(clear.bestLoss()).isLessThan(0.05);
    assertThat(mixed.bestLoss()).isGreaterThan(0.4).isLessThan(Math.log(3));
  }

  @Test
  void classesAreAllDrawnAboutEquallyOften() throws IOException {
    GenerateResult result = generate(settings(GenerateKind.BLOBS, 2000).classes(4), "out");

    assertThat(result.classes()).hasValue(4);
    for (double label = 0; label < 4; label++) {
      double wanted = label;
      assertThat(labels("out").stream().filter(y -> y == wanted).count()).isBetween(430L, 570L);
    }
    assertThat(labels("out")).allMatch(y -> y >= 0 && y < 4);
  }

  @Test
  void theFiguresLieInTheFolderAndSparkDoesNotReadThem() throws IOException {
    GenerateResult result =
        generate(settings(GenerateKind.CLICK_LOGS, 40).firstRow(5).positiveRate(0.5), "out");

    JsonNode json = new ObjectMapper().readTree(folder.resolve("out/_generated.json").toFile());
    assertThat(json.get("kind").asText()).isEqualTo("click-logs");
    assertThat(json.get("rows").asLong()).isEqualTo(40);
    assertThat(json.get("first-row").asLong()).isEqualTo(5);
    assertThat(json.get("seed").asLong()).isEqualTo(42);
    assertThat(json.get("features").asInt()).isEqualTo(262_144);
    assertThat(json.get("classes").asInt()).isEqualTo(2);
    assertThat(json.get("positive-rate").asDouble()).isEqualTo(0.5);
    assertThat(json.get("format").asText()).isEqualTo("libsvm");
    assertThat(json.at("/best/log-loss").asDouble()).isEqualTo(result.bestLoss());
    assertThat(SharedSpark.session().read().text(path("out")).count()).isEqualTo(40);
  }

  @Test
  void anExistingFolderIsLeftAlone() throws IOException {
    generate(settings(GenerateKind.BLOBS, 5), "out");
    List<String> before = lines("out");

    assertThatThrownBy(() -> generate(settings(GenerateKind.BLOBS, 9), "out"))
        .isInstanceOf(GenerateException.class)
        .hasMessage(
            "Invalid out: file:"
                + path("out")
                + " (it exists already; remove it or choose another name)");
    assertThat(lines("out")).isEqualTo(before);
  }

  @Test
  void makesMissingFolders() throws IOException {
    generate(settings(GenerateKind.BLOBS, 3), "a/b/out");

    assertThat(lines("a/b/out")).hasSize(3);
  }

  private GenerateResult generate(SettingsForTest settings, String out) throws IOException {
    return Generator.generate(SharedSpark.session(), settings.to(path(out)));
  }

  private static SettingsForTest settings(GenerateKind kind, long rows) {
    return new SettingsForTest(kind, rows);
  }

  private String path(String out) {
    return folder.resolve(out).toString();
  }

  private List<Path> parts(String out) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(out))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .sorted()
          .toList();
    }
  }

  private List<String> lines(String out) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path part : parts(out)) {
      lines.addAll(Files.readAllLines(part));
    }
    return lines;
  }

  private List<Double> labels(String out) throws IOException {
    return lines(out).stream().map(line -> Double.valueOf(line.split(" ", 2)[0])).toList();
  }

  private static Stream<Integer> indices(String line) {
    return Stream.of(line.split(" ")).skip(1).map(pair -> Integer.valueOf(pair.split(":")[0]));
  }

  private static String line(Row row) {
    StringBuilder line = new StringBuilder(number(row.getDouble(0)));
    Vector vector = row.getAs("features");
    vector.foreachNonZero(
        new scala.runtime.AbstractFunction2<Object, Object, scala.runtime.BoxedUnit>() {
          @Override
          public scala.runtime.BoxedUnit apply(Object index, Object value) {
            line.append(' ').append((Integer) index + 1).append(':').append(number((Double) value));
            return scala.runtime.BoxedUnit.UNIT;
          }
        });
    return line.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
