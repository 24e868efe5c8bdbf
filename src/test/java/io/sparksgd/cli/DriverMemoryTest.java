package io.sparksgd.cli;

import static io.sparksgd.message.Wording.JOB_FILE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.ml.SgdClassifier;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkException;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models within the bounds of their keys that this heap cannot hold. */
class DriverMemoryTest {
  private static final long HEAP = Runtime.getRuntime().maxMemory() >> 20;

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  private CommandLineRun train(String data, String model, String... more) throws IOException {
    Path job = directory.resolve("job.yaml");
    Files.writeString(
        job,
        "data: {train: '%s'}\nmodel: %s\nbatch: {full: true}\nstop: {steps: 2}\noutput: '%s'\n%s\n"
            .formatted(
                directory.resolve(data), model, directory.resolve("out"), String.join("\n", more)));
    return CommandLineRun.of("train", job.toString());
  }

  private void refused(CommandLineRun run, String message) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err().lines().filter(line -> line.startsWith("sgd: ")).toList())
        .singleElement()
        .asString()
        .startsWith("sgd: Invalid " + message + " parameters, which need ")
        .containsPattern("need \\d+ MB or more of the driver's " + HEAP + " \\(allowed: what fits;")
        .contains(
            "spark.driver.memory, or SGD_DRIVER_MEMORY of scripts/sgd, gives the driver more");
    assertThat(directory.resolve("out")).doesNotExist();
  }

  /** There is no such file: it is not asked for. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: mlp, hidden: [16000, 16000]} | model.hidden: [16000, 16000] makes 256080002",
        "{kind: mlp, hidden: [16777216, 12]} | model.hidden: [16777216, 12] makes 234881062",
        "{kind: linear} | features.hash-size: 201326592 makes 201326593",
        "{kind: factorization-machine, factors: 1000000} | model.factors: 1000000 makes 200000201",
      })
  void whatTheJobFileTellsIsFoundFirst(String model, String message) throws IOException {
    String features =
        message.contains("hash")
            ? "features: {hash: c, hash-size: 201326592}"
            : message.contains("factors") ? "features: {hash: c, hash-size: 200}" : "name: wide";

    refused(train("none.csv", model, features), message);
  }

  /** More than an array holds, whatever the heap. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: mlp, hidden: [100, 3]} | 20000000000 | model.hidden: [100, 3]",
        "{kind: softmax, classes: 30} | 6000000000 | model.classes: 30",
        "{kind: factorization-machine, factors: 100} | 20200000000 | model.factors: 100",
      })
  void sizesOfSeveralKeysNameThemAll(String model, String parameters, String key)
      throws IOException {
    CommandLineRun run = train("none.csv", model, "features: {hash: c, hash-size: 200000000}");

    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "sgd: Invalid model size: "
                + parameters
                + " parameters, of features.hash-size: 200000000 and "
                + key
                + " (allowed: at most 2147483639)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{kind: factorization-machine, factors: 16777216} | model.factors: 16777216 makes 33554435",
        "{kind: softmax, classes: 16777216} | model.classes: 16777216 makes 50331648",
        "{kind: mlp, hidden: [5600, 5600]} | model.hidden: [5600, 5600] makes 31393602",
      })
  void theTasksOfThisProcessCountOnceTheDataIsKnown(String model, String message)
      throws IOException {
    Files.writeString(directory.resolve("few.libsvm"), "1 1:1 2:2\n0 1:-1\n1 2:3\n0 1:2 2:-1\n");

    refused(train("few.libsvm", model), message);
  }

  @Test
  void manyClassesOfWideRowsAreNamedByTheFeatures() throws IOException {
    Files.writeString(directory.resolve("wide.libsvm"), "0 1:1\n1 20000000:1\n2 5:1\n");

    CommandLineRun run = train("wide.libsvm", "{kind: softmax}");

    refused(run, "number of features: 20000000 makes 60000003");
    assertThat(run.err()).contains("data.num-features makes rows with larger indices bad rows");
  }

  @Test
  void estimatorsSayItInTheirOwnWords() {
    Dataset<Row> rows =
        new VectorAssembler()
            .setInputCols(new String[] {"x", "y"})
            .setOutputCol("features")
            .transform(
                SharedSpark.session()
                    .sql(
                        "select double(id) x, double(id % 3) y, double(id % 2) label from"
                            + " range(8)"));
    SgdClassifier classifier =
        new SgdClassifier()
            .setFullBatch(true)
            .setModel("factorization-machine")
            .setFactors(16_777_216);

    assertThatThrownBy(() -> classifier.fit(rows))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid factors: 16777216 makes 33554435 parameters, which need ");
  }

  @Test
  void aHeapThatIsTooSmallAfterAllIsOneLine() {
    Exception task = new SparkException("Job aborted: java.lang.OutOfMemoryError: Java heap space");

    for (Throwable failure : new Throwable[] {task, new OutOfMemoryError("Java heap space")}) {
      assertThat(Errors.message(new IllegalStateException("Cannot read", failure), JOB_FILE))
          .startsWith("Out of memory: the heap of " + HEAP + " MB, or that of an executor, is too")
          .doesNotContain("\n");
    }
  }
}
