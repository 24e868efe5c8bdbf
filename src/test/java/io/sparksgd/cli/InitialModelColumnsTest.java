package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.SgdClassifier;
import io.sparksgd.ml.SgdRegressionModel;
import io.sparksgd.ml.SgdRegressor;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimators of Spark ML that go on with a model whose job made its features of columns. */
class InitialModelColumnsTest {
  private static final int ROWS = 30;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  @BeforeEach
  void data() throws IOException {
    StringBuilder lines = new StringBuilder("n;k;h;y;w\n");
    for (int i = 0; i < ROWS; i++) {
      int label = i % 3 == 0 ? 1 : 0;
      lines.append(
          "%s;%s;%d;%d;%d%n"
              .formatted(40 + 10 * label + i / 7.0, "abc".charAt(i % 3), i % 5, label, 1 + i % 2));
    }
    Files.writeString(directory.resolve("rows.csv"), lines);
  }

  private String place(String name) {
    return directory.resolve(name).toString();
  }

  private void trained(String model, String out) throws IOException {
    Path job =
        Files.writeString(
            directory.resolve(out + ".yaml"),
            "data: {train: '%s', label: y, weight: w, delimiter: ';'}\nmodel: {kind: %s}\n"
                    .formatted(place("rows.csv"), model)
                + "batch: {full: true}\n"
                + "optimizer: {kind: sgd, learning-rate: 0.1}\n"
                + "stop: {steps: 20}\n"
                + "features: {numbers: n, scale: standard, one-hot: k, hash: h, hash-size: 8}\n"
                + "output: '%s'\n".formatted(place(out)));
    CommandLineRun run = CommandLineRun.of("train", job.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Dataset<Row> rows() {
    return SharedSpark.session()
        .read()
        .option("header", "true")
        .option("delimiter", ";")
        .schema("n double, k string, h string, y double, w double")
        .csv(place("rows.csv"));
  }

  private static List<Double> probabilities(Dataset<Row> scored) {
    return scored.collectAsList().stream()
        .map(row -> row.<Vector>getAs("probability").apply(1))
        .toList();
  }

  private List<Double> ofCommandLine(String model, String column) {
    String out = place(model + "-predicted.csv");
    CommandLineRun run =
        CommandLineRun.of(
            "predict", "--model", place(model), "--data", place("rows.csv"), "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return SharedSpark.session().read().option("header", "true").csv(out).collectAsList().stream()
        .map(row -> Double.parseDouble(row.<String>getAs(column)))
        .toList();
  }

  @Test
  void theNewModelScoresRawColumnsAsTheFirstOneDoes() throws IOException {
    trained("logistic", "first");
    SgdClassificationModel first = SgdClassificationModel.load(place("first"));
    Dataset<Row> vectors = first.pipeline().stages()[0].transform(rows());

    SgdClassificationModel second =
        new SgdClassifier()
            .setLabelCol("y")
            .setBatchSize(10)
            .setLearningRate(1e-13)
            .setMaxIter(1)
            .setInitialModel(first)
            .fit(vectors);
    second.write().overwrite().save(place("second"));

    List<Double> before = probabilities(first.pipeline().transform(rows()));
    List<Double> now = probabilities(second.pipeline().transform(rows()));
    IntStream.range(0, ROWS)
        .forEach(i -> assertThat(now.get(i)).isCloseTo(before.get(i), within(1e-9)));
    assertThat(now).isEqualTo(probabilities(second.transform(vectors)));
    SgdClassificationModel loaded = SgdClassificationModel.load(place("second"));
    assertThat(probabilities(loaded.pipeline().transform(rows()))).isEqualTo(now);
    assertThat(ofCommandLine("second", "probability_1")).isEqualTo(now);
  }

  @Test
  void aThirdModelAndAJobGoOnWithIt() throws IOException {
    trained("logistic", "first");
    SgdClassificationModel first = SgdClassificationModel.load(place("first"));
    Dataset<Row> vectors = first.pipeline().stages()[0].transform(rows());
    SgdClassifier daily =
        new SgdClassifier()
            .setLabelCol("y")
            .setBatchSize(10)
            .setWeightCol("w")
            .setLearningRate(0.1)
            .setMaxIter(5);

    daily.setInitialModel(place("first")).fit(vectors).write().overwrite().save(place("second"));
    SgdClassificationModel third =
        daily.setInitialModel(SgdClassificationModel.load(place("second"))).fit(vectors);
    third.write().overwrite().save(place("third"));

    assertThat(ofCommandLine("third", "probability_1"))
        .isEqualTo(probabilities(third.transform(vectors)));
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            place("first.yaml"),
            "--set",
            "model.init=" + place("third"),
            "--set",
            "output=" + place("fourth"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void aRegressionGoesOnWithItsColumnsToo() throws IOException {
    trained("linear", "first");
    SgdRegressionModel first = SgdRegressionModel.load(place("first"));
    Dataset<Row> vectors = first.pipeline().stages()[0].transform(rows());

    SgdRegressionModel second =
        new SgdRegressor()
            .setLabelCol("y")
            .setBatchSize(10)
            .setLearningRate(0.01)
            .setMaxIter(3)
            .setInitialModel(first)
            .fit(vectors);
    second.write().overwrite().save(place("second"));

    List<Double> scored =
        second.transform(vectors).collectAsList().stream()
            .map(row -> row.<Double>getAs("prediction"))
            .toList();
    assertThat(ofCommandLine("second", "prediction")).isEqualTo(scored);
  }

  @Test
  void vectorsOfAnotherSizeAreRefused() throws IOException {
    trained("logistic", "first");
    SgdClassificationModel first = SgdClassificationModel.load(place("first"));
    Dataset<Row> two =
        new VectorAssembler()
            .setInputCols(new String[] {"w", "y"})
            .setOutputCol("features")
            .transform(rows());

    assertThatThrownBy(
            () ->
                new SgdClassifier()
                    .setLabelCol("y")
                    .setBatchSize(10)
                    .setInitialModel(first)
                    .fit(two))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid initialModel: it has 13 parameters in another layout (allowed: the 3 of this"
                + " model and data); its features are made of the columns n, k, h, by the first"
                + " stage of its pipeline()");
  }
}
