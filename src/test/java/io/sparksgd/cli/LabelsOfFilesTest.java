package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels of job files: -1 and 1, and class numbers with gaps. */
class LabelsOfFilesTest {
  private static final String SIGNS = "label,a\n-1,1\n1,2\n-1,0\n1,3\n";

  @TempDir private Path directory;

  @BeforeAll
  static void spark() {
    SharedSpark.session();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private CommandLineRun train(String name, String data, String model) throws IOException {
    return CommandLineRun.of(
        "train",
        file(
            name + ".yaml",
            "data: {features: a, "
                + data
                + "}\nmodel: "
                + model
                + "\n"
                + "optimizer: {kind: sgd, learning-rate: 1}\nbatch: {full: true}\n"
                + "stop: {steps: 50}\noutput: "
                + directory.resolve(name)
                + "\n"));
  }

  @Test
  void signsArePredictedAndEvaluated() throws IOException {
    String rows = file("rows.csv", SIGNS);
    CommandLineRun run = train("signs", "train: " + rows, "{kind: logistic}");
    assertThat(run.exitCode()).as(run.err()).isZero();
    String model = directory.resolve("signs").toString();
    String out = directory.resolve("out.json").toString();

    CommandLineRun.of("predict", "--model", model, "--data", rows, "--out", out);

    assertThat(
            SharedSpark.session()
                .read()
                .json(out)
                .selectExpr("cast(label as double) = prediction")
                .collectAsList())
        .hasSize(4)
        .allMatch(row -> row.getBoolean(0));
    assertThat(CommandLineRun.of("evaluate", "--model", model, "--data", rows, "--json").out())
        .contains("\"accuracy\" : 1.0", "\"f1\" : 1.0", "\"auc\" : 1.0");
    assertThat(SgdClassificationModel.load(model).labels()).containsExactly(-1, 1);
    assertThat(Files.readString(directory.resolve("signs/model/model.json")))
        .contains("\"labels\" : [ -1.0, 1.0 ]");
  }

  @Test
  void trainingAndValidationRowsHaveTheSameLabels() throws IOException {
    String rows = file("rows.csv", SIGNS);
    String others = file("others.csv", "label,a\n0,1\n1,2\n");

    CommandLineRun run =
        train("mixed", "train: " + rows + ", validation: " + others, "{kind: logistic}");

    assertThat(run.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(run.err())
        .contains("Invalid labels: found -1, 0, 1 (allowed: 0 and 1, or -1 and 1)");
  }

  @Test
  void aJobThatGoesOnKeepsTheLabels() throws IOException {
    String rows = file("rows.csv", SIGNS);
    train("signs", "train: " + rows, "{kind: logistic}");
    String init = "{kind: logistic, init: " + directory.resolve("signs") + "}";
    String ones = file("ones.csv", "label,a\n1,1\n1,2\n");
    String zeros = file("zeros.csv", "label,a\n1,1\n0,2\n");

    assertThat(train("ones", "train: " + ones, init).exitCode()).isZero();
    CommandLineRun refused = train("zeros", "train: " + zeros, init);

    assertThat(SgdClassificationModel.load(directory.resolve("ones").toString()).labels())
        .containsExactly(-1, 1);
    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(refused.err())
        .contains("Invalid labels: found 0 (allowed: -1 and 1, the labels of the initial model)");
  }

  @Test
  void ratingsFromOneOnAreNotOneClassMore() throws IOException {
    StringBuilder text = new StringBuilder("label,a\n");
    for (int i = 0; i < 10; i++) {
      text.append(i % 5 + 1).append(',').append(i).append('\n');
    }
    String rows = file("ratings.csv", text.toString());

    CommandLineRun refused = train("refused", "train: " + rows, "{kind: softmax}");
    CommandLineRun said = train("said", "train: " + rows, "{kind: softmax, classes: 6}");

    assertThat(refused.exitCode()).isEqualTo(ExitCode.WRONG_INPUT);
    assertThat(refused.err())
        .contains(
            "Invalid labels: found 1, 2, 3, 4, 5, and no row of class 0 (allowed: 0 .. k-1, each"
                + " with a row; model.classes: 6 allows classes without rows)");
    assertThat(said.exitCode()).as(said.err()).isZero();
  }

  @Test
  void aClassOfValidationRowsAloneIsRefused() throws IOException {
    String rows = file("rows.csv", "label,a\n0,1\n1,2\n3,3\n");
    String others = file("others.csv", "label,a\n2,1\n");
    String more = file("more.csv", "label,a\n0,1\n1,2\n2,3\n");
    String beyond = file("beyond.csv", "label,a\n3,1\n");

    assertThat(
            List.of(
                train("a", "train: " + rows + ", validation: " + others, "{kind: softmax}").err(),
                train("b", "train: " + more + ", validation: " + beyond, "{kind: softmax}").err()))
        .satisfiesExactly(
            gap -> assertThat(gap).contains("found 0, 1, 3, and no row of class 2"),
            top ->
                assertThat(top)
                    .contains("Invalid label in the validation data: 3 (allowed: 0 .. 2"));
  }

  /** Trains on LIBSVM files, from another model if there is one. */
  private double[] day(String name, String rows, String data, String model) throws IOException {
    CommandLineRun run =
        CommandLineRun.of(
            "train",
            file(
                name + ".yaml",
                "data: {train: '%s'%s}\nmodel: {kind: softmax%s}\nbatch: {full: true}\noptimizer: {kind: sgd, learning-rate: 1}\nstop: {steps: 20}\noutput: '%s'\n"
                    .formatted(
                        file(name + ".libsvm", rows), data, model, directory.resolve(name))));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return SgdClassificationModel.load(directory.resolve(name).toString()).parameters();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0 1:2\n1 1:1 2:1\n", "0 1:2\n2 2:1\n", "0 2:3\n0 1:1\n"})
  void aDayThatLacksClassesAndFeaturesGoesOnWithThem(String tuesday) throws IOException {
    double[] monday = day("monday", "0 1:1\n1 2:1\n2 3:1\n", "", "");
    String init = ", init: '" + directory.resolve("monday") + "'";

    double[] found = day("tuesday", tuesday, "", init);

    assertThat(found).isEqualTo(day("told", tuesday, ", num-features: 3", init + ", classes: 3"));
    assertThat(found).hasSameSizeAs(monday).isNotEqualTo(monday);
    // The weights of the third feature, which no row of the day has.
    assertThat(Arrays.copyOfRange(found, 6, 9)).isEqualTo(Arrays.copyOfRange(monday, 6, 9));
  }

  @Test
  void aClassThatTheInitialModelDoesNotKnowIsRefused() throws IOException {
    day("monday", "0 1:1\n1 2:1\n", "", "");
    CommandLineRun run =
        train(
            "more",
            "train: " + file("more.csv", "label,a,b\n0,1,1\n1,2,1\n2,0,1\n"),
            "{kind: softmax, init: " + directory.resolve("monday") + "}");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Invalid model.init: ", "in another layout");
  }
}
