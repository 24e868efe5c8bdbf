package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.SgdClassifier;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One model format for the command line and Spark ML, in both directions. */
class MlModelTest {
  @TempDir private static Path directory;
  private static Dataset<Row> rows;

  @BeforeAll
  static void generate() {
    ok("generate", "blobs", "--rows", "600", "--out", place("rows"), "--format", "parquet");
    rows = SharedSpark.session().read().parquet(place("rows")).cache();
  }

  private static String place(String name) {
    return directory.resolve(name).toString();
  }

  private static String at(Path folder, String name) {
    return folder.resolve(name).toString();
  }

  private static CommandLineRun ok(String... arguments) {
    SharedSpark.session();
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private static List<String> data(String model) {
    return List.of("--model", place(model), "--data", place("rows"), "--format", "parquet");
  }

  private static CommandLineRun ok(String command, List<String> data, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(data);
    arguments.addAll(List.of(more));
    return ok(arguments.toArray(new String[0]));
  }

  /** Compares with what the command line predicts, row by row. */
  private static void assertSame(SgdClassificationModel model, String folder, String out) {
    ok("predict", data(folder), "--out", place(out));
    Map<String, Row> theirs = new HashMap<>();
    for (Row row : SharedSpark.session().read().parquet(place(out)).collectAsList()) {
      theirs.put(row.getAs("features").toString(), row);
    }
    List<Row> ours = model.transform(rows).collectAsList();
    assertThat(ours).hasSize(600);
    for (Row row : ours) {
      Row expected = theirs.get(row.getAs("features").toString());
      assertThat(row.<Double>getAs("prediction")).isEqualTo(expected.<Double>getAs("prediction"));
      List<Double> probability = expected.getList(expected.fieldIndex("probability"));
      double[] found = row.<Vector>getAs("probability").toArray();
      for (int k = 0; k < found.length; k++) {
        assertThat(found[k]).isCloseTo(probability.get(k), within(1e-12));
      }
    }
  }

  @Test
  void theCommandLineReadsModelsOfSparkMl() throws IOException {
    SgdClassificationModel model =
        new SgdClassifier().setModel("softmax").setLearningRate(0.05).setEpochs(3).fit(rows);
    model.save(place("fitted"));

    assertSame(model, "fitted", "fitted-predictions");
    double accuracy =
        (double) model.transform(rows).filter("label = prediction").count() / rows.count();
    assertThat(ok("evaluate", data("fitted"), "--json").out())
        .contains("\"accuracy\" : " + accuracy);
    assertThat(ok("inspect", place("fitted")).out()).contains("softmax");
  }

  @Test
  void sparkMlReadsModelsOfTheCommandLineAndBothFitTheSame() throws IOException {
    Files.writeString(
        directory.resolve("job.yaml"),
        "data: {train: "
            + place("rows")
            + ", format: parquet, partitions: 2}\nmodel: {kind: softmax}\nstop: {steps: 20}\nbatch:"
            + " {full: true}\noptimizer: {learning-rate: 0.05}\noutput: "
            + place("trained")
            + "\n");
    ok("train", place("job.yaml"));

    SgdClassificationModel loaded = SgdClassificationModel.load(place("trained"));

    assertSame(loaded, "trained", "trained-predictions");
    assertThat(loaded.getFeaturesCol()).isEqualTo("features");
    // Full batches: a DataFrame's rows are in the order of its partitions, not of its files.
    SgdClassifier sameJob =
        new SgdClassifier()
            .setModel("softmax")
            .setLearningRate(0.05)
            .setFullBatch(true)
            .setMaxIter(20)
            .setPartitions(2)
            .setStandardization(false);
    assertThat(sameJob.fit(rows).parameters()).containsExactly(loaded.parameters(), within(1e-9));
  }

  @Test
  void thresholdsOfAModelDecideOnTheCommandLineToo() throws IOException {
    SgdClassificationModel model =
        new SgdClassifier().setModel("softmax").setLearningRate(0.05).setEpochs(1).fit(rows);
    double[] thresholds = new double[model.numClasses()];
    Arrays.fill(thresholds, 1);
    thresholds[0] = 1e-3;
    long plain = model.transform(rows).filter("prediction = 0").count();
    model.setThresholds(thresholds);
    assertThat(model.transform(rows).filter("prediction = 0").count()).isGreaterThan(2 * plain);
    model.save(place("thresholds"));

    assertSame(model, "thresholds", "thresholds-predictions");
    double accuracy =
        (double) model.transform(rows).filter("label = prediction").count() / rows.count();
    assertThat(ok("evaluate", data("thresholds"), "--json").out())
        .contains("\"accuracy\" : " + accuracy);
    assertThat(SgdClassificationModel.load(place("thresholds")).getThresholds())
        .containsExactly(thresholds);
  }

  @ParameterizedTest
  @ValueSource(strings = {"kind: adam", "kind: adam, average-decay: 0.9"})
  void jobsGoOnWithTheModelAndTheOptimizerOfOthers(String optimizer, @TempDir Path directory)
      throws IOException {
    Files.writeString(
        directory.resolve("daily.yaml"),
        "data: {train: "
            + place("rows")
            + ", format: parquet, partitions: 2}\nmodel: {kind: softmax, keep-optimizer: true}\n"
            + "stop: {steps: 20}\nbatch: {full: true}\n"
            + "optimizer: {"
            + optimizer
            + ", learning-rate: 0.05}\noutput: "
            + at(directory, "whole")
            + "\n");
    ok("train", at(directory, "daily.yaml"));
    ok(
        "train",
        at(directory, "daily.yaml"),
        "--set",
        "stop.steps=10",
        "--set",
        "output=" + at(directory, "monday"));

    ok(
        "train",
        at(directory, "daily.yaml"),
        "--set",
        "stop.steps=10",
        "--set",
        "output=" + at(directory, "tuesday"),
        "--set",
        "model.init=" + at(directory, "monday"),
        "--set",
        "model.init-optimizer=true");

    assertThat(Files.readAllBytes(directory.resolve("tuesday/model/weights.bin")))
        .isEqualTo(Files.readAllBytes(directory.resolve("whole/model/weights.bin")));
    assertThat(Files.readAllBytes(directory.resolve("tuesday/model/optimizer.bin")))
        .isEqualTo(Files.readAllBytes(directory.resolve("whole/model/optimizer.bin")));
  }

  @Test
  void anOptimizerThatWasNotKeptOrIsAnotherIsAnError() throws IOException {
    new SgdClassifier().setModel("softmax").setEpochs(1).fit(rows).save(place("without"));
    new SgdClassifier()
        .setModel("softmax")
        .setEpochs(1)
        .setKeepOptimizer(true)
        .fit(rows)
        .save(place("standardized"));
    new SgdClassifier()
        .setModel("softmax")
        .setOptimizer("adagrad")
        .setStandardization(false)
        .setEpochs(1)
        .setKeepOptimizer(true)
        .fit(rows)
        .save(place("adagrad"));
    Files.writeString(
        directory.resolve("going-on.yaml"),
        "data: {train: "
            + place("rows")
            + ", format: parquet}\nmodel: {kind: softmax, init-optimizer: true}\n"
            + "stop: {steps: 1}\noutput: "
            + place("going-on")
            + "\n");

    assertThat(goingOn("without"))
        .contains("without has no optimizer.bin (allowed: a model of a job with");
    assertThat(goingOn("standardized"))
        .contains("data.scale is none (allowed: auto, as in the training of the initial model)");
    assertThat(goingOn("adagrad")).contains("it belongs to AdaGrad, not to");
    assertThat(directory.resolve("going-on")).doesNotExist();
    String[] init = {place("going-on.yaml"), "--set", "model.init=" + place("without")};
    assertThat(refused("find-rate", init)).contains("without has no optimizer.bin");
    assertThat(refused("inspect", "--plan", init[0], init[1], init[2]))
        .contains("without has no optimizer.bin");
  }

  private static String goingOn(String from) {
    return refused("train", place("going-on.yaml"), "--set", "model.init=" + place(from));
  }

  private static String refused(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(arguments));
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    return run.err();
  }
}
