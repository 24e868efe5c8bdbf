package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PredictCommandTest {
  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void train() throws IOException {
    SharedSpark.session();
    ok("generate", "blobs", "--rows", "800", "--out", shared("rows.libsvm"));
    ok(
        "generate",
        "blobs",
        "--rows",
        "800",
        "--out",
        shared("rows.parquet"),
        "--format",
        "parquet");
    ok(
        "generate",
        "regression",
        "--rows",
        "500",
        "--features",
        "3",
        "--format",
        "csv",
        "--out",
        shared("numbers.csv"));
    Path blobs = shared.resolve("blobs.yaml");
    Files.writeString(
        blobs,
        "data: {train: "
            + shared("rows.libsvm")
            + ", validation-fraction: 0.2}\n"
            + "model: {kind: softmax}\nstop: {epochs: 4}\nbatch: {size: 100}\n"
            + "optimizer: {learning-rate: 0.05}\noutput: "
            + shared("blobs")
            + "\n");
    ok("train", blobs.toString());
    Path numbers = shared.resolve("numbers.yaml");
    Files.writeString(
        numbers,
        "data: {train: "
            + shared("numbers.csv")
            + ", features: [x1, x2, x3]}\n"
            + "model: {kind: linear}\nstop: {epochs: 20}\nbatch: {size: 100}\n"
            + "optimizer: {learning-rate: 0.05}\noutput: "
            + shared("numbers")
            + "\n");
    ok("train", numbers.toString());
  }

  private static String shared(String name) {
    return shared.resolve(name).toString();
  }

  private static CommandLineRun ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private String out(String name) {
    return directory.resolve(name).toString();
  }

  /** LIBSVM has no column of weights: every row weighs 1. */
  @Test
  void modelsOfWeightedRowsAreEvaluatedOnLibsvm() throws IOException {
    String csv = "x,w,label\n1,2,1\n-1,1,0\n2,0.5,1\n-3,4,0\n";
    String train = Files.writeString(directory.resolve("w.csv"), csv).toString();
    Path job = directory.resolve("w.yaml");
    Files.writeString(
        job,
        "data: {train: "
            + train
            + ", features: x, weight: w}\nmodel: {kind: logistic}\nbatch: {full: true}\n"
            + "stop: {steps: 5}\noutput: "
            + directory.resolve("weighted")
            + "\n");
    ok("train", job.toString());
    Path data = Files.writeString(directory.resolve("w.libsvm"), "1 1:1\n0 1:-1\n1 1:-2\n0 1:-3\n");

    CommandLineRun run =
        CommandLineRun.of(
            "evaluate",
            "--model",
            directory.resolve("weighted").toString(),
            "--data",
            data.toString(),
            "--json");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"accuracy\" : 0.75");
  }

  @Test
  void probabilitiesAddUpAndTheLargestIsPredicted() {
    ok(
        "predict",
        "--model",
        shared("blobs"),
        "--data",
        shared("rows.parquet"),
        "--out",
        out("predicted"));

    Dataset<Row> rows = SharedSpark.session().read().parquet(out("predicted"));
    assertThat(rows.columns()).containsExactly("label", "features", "prediction", "probability");
    long right = 0;
    for (Row row : rows.collectAsList()) {
      List<Double> probability = row.getList(3);
      double sum = probability.stream().mapToDouble(Double::doubleValue).sum();
      double largest = probability.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      assertThat(sum).isCloseTo(1, within(1e-12));
      assertThat(probability.get((int) row.getDouble(2))).isEqualTo(largest);
      right += row.getDouble(2) == row.getDouble(0) ? 1 : 0;
    }
    assertThat(rows.count()).isEqualTo(800);
    assertThat(right).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(strings = {"csv", "json", "orc"})
  void otherFormatsHoldTheSamePredictions(String format) {
    ok(
        "predict",
        "--model",
        shared("blobs"),
        "--data",
        shared("rows.libsvm"),
        "--out",
        out("parquet"));
    ok(
        "predict",
        "--model",
        shared("blobs"),
        "--data",
        shared("rows.libsvm"),
        "--out",
        out("rows." + format));

    Dataset<Row> expected = SharedSpark.session().read().parquet(out("parquet"));
    Dataset<Row> rows =
        SharedSpark.session()
            .read()
            .format(format)
            .option("header", "true")
            .load(out("rows." + format))
            .selectExpr("cast(prediction as double)");
    assertThat(sorted(rows)).isEqualTo(sorted(expected.select("prediction")));
    if (format.equals("csv")) {
      assertThat(
              SharedSpark.session().read().option("header", "true").csv(out("rows.csv")).columns())
          .containsExactly(
              "label", "prediction", "probability_0", "probability_1", "probability_2");
    }
  }

  private static List<Double> sorted(Dataset<Row> column) {
    return column.collectAsList().stream().map(row -> row.getDouble(0)).sorted().toList();
  }

  @Test
  void aRegressionPredictsNumbersFromTheColumnsItWasTrainedOn() {
    ok(
        "predict",
        "--model",
        shared("numbers"),
        "--data",
        shared("numbers.csv"),
        "--out",
        out("numbers.json"));

    Dataset<Row> rows = SharedSpark.session().read().json(out("numbers.json"));
    assertThat(rows.columns()).containsExactlyInAnyOrder("label", "x1", "x2", "x3", "prediction");
    double squares =
        rows.selectExpr("avg(pow(prediction - cast(label as double), 2))").first().getDouble(0);
    assertThat(Math.sqrt(squares)).isBetween(0.4, 0.6);
  }

  @Test
  void nothingIsOverwrittenOrHalfWritten() throws IOException {
    Files.createDirectory(directory.resolve("taken"));
    CommandLineRun taken =
        CommandLineRun.of(
            "predict",
            "--model",
            shared("blobs"),
            "--data",
            shared("rows.libsvm"),
            "--out",
            out("taken"));
    assertThat(taken.exitCode()).isEqualTo(2);
    assertThat(taken.err()).contains("taken exists already");

    Path bad = directory.resolve("bad.libsvm");
    Files.writeString(bad, "0 1:1\n1 99:1\n");
    CommandLineRun failed =
        CommandLineRun.of(
            "predict", "--model", shared("blobs"), "--data", bad.toString(), "--out", out("never"));
    assertThat(failed.exitCode()).isEqualTo(2);
    assertThat(failed.err()).contains("bad.libsvm").contains("99");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("taken", "bad.libsvm");
    }
  }

  @Test
  void badRowsCanBeLeftOut() throws IOException {
    Path bad = directory.resolve("bad.libsvm");
    Files.writeString(bad, "0 1:1\n1 99:1\n2 2:1\n");
    ok(
        "predict",
        "--model",
        shared("blobs"),
        "--data",
        bad.toString(),
        "--drop-bad-rows",
        "--out",
        out("kept"));
    assertThat(SharedSpark.session().read().parquet(out("kept")).count()).isEqualTo(2);
  }

  @Test
  void evaluateTakesTheOptionsOfTheData() throws IOException {
    Path rows = directory.resolve("shifted.txt");
    Files.writeString(rows, "0 0:1\n1 9:1\n");
    CommandLineRun run =
        ok(
            "evaluate",
            "--model",
            shared("blobs"),
            "--data",
            rows.toString(),
            "--format",
            "libsvm",
            "--index-base",
            "zero");
    assertThat(run.out()).contains("rows").contains("2");
    CommandLineRun wrong =
        CommandLineRun.of(
            "evaluate",
            "--model",
            shared("blobs"),
            "--data",
            rows.toString(),
            "--format",
            "libsvm");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err()).contains("index 0");
  }
}
