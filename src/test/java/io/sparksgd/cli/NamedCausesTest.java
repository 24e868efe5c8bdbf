package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages name the key, the path and the text that stands in a file. */
class NamedCausesTest {
  private static final String ROWS = "1 1:1\n0 1:2\n";

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private CommandLineRun train(String data, String override) throws IOException {
    String job =
        file(
            "job.yaml",
            "data: {train: '%s'}\nmodel: {kind: logistic}\nbatch: {full: true}\noutput: '%s'\n"
                .formatted(data, directory.resolve("out")));
    return CommandLineRun.of("train", job, "--set", override);
  }

  private String refused(String data, String override) throws IOException {
    CommandLineRun run = train(data, override);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    return run.err();
  }

  @Test
  void anObjectOfJsonOverSeveralLinesIsSaidToBeNone() throws IOException {
    String json = file("pretty.json", "{\n  \"x\": 1.5,\n  \"label\": 1\n}\n");

    assertThat(refused(json, "data.features=x"))
        .contains("Invalid data.label: no column label in ")
        .contains(
            "(allowed: none; there are no columns, as no line is a JSON object (a file has an")
        .contains("object in each line, or is an array of objects in one line))");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1.5E+999"})
  void aNumberThatIsTooLargeIsShownAsItStandsThere(String number) throws IOException {
    String csv = file("large.csv", "x,label\n1,0\n" + number + ",1\n");
    String json = file("large.json", "{\"x\":1,\"label\":0}\n{\"x\":" + number + ",\"label\":1}\n");

    assertThat(refused(csv, "data.features=x"))
        .contains("Invalid feature in column x: " + number + " (allowed: a finite number)");
    assertThat(refused(csv, "features={numbers: x}"))
        .contains("Invalid number in column x: " + number + " (allowed: a finite number)");
    assertThat(refused(json, "data.features=x"))
        .contains("Invalid feature in column x: " + number + " (allowed: a finite number)");
  }

  @Test
  void moreFeaturesThanAnArrayHoldsAreRefusedByTheKey() throws IOException {
    assertThat(refused(file("rows.libsvm", ROWS), "data.num-features=2147483647"))
        .contains("data.num-features: 2147483647 (allowed: a whole number from 1 to 2147483639)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"output", "checkpoint.dir", "model.init"})
  void aFileSystemThatDoesNotAnswerIsNamedWithItsKey(String key) throws IOException {
    CommandLineRun run = train(file("rows.libsvm", ROWS), key + "=hdfs://localhost:1/y");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("Cannot use " + key + ": hdfs://localhost:1/y: Connection refused");
  }

  @Test
  void inspectHasTheWordsOfJobFiles() throws IOException {
    CommandLineRun trained =
        train(
            file("rows.csv", "a,b\n1,2\n"),
            "data={train: "
                + file("r.csv", "1,0\n2,1\n")
                + ", header: false, label: _c1, features: _c0}");
    assertThat(trained.exitCode()).as(trained.err()).isZero();

    CommandLineRun inspected = CommandLineRun.of("inspect", directory.resolve("out").toString());

    assertThat(inspected.out())
        .containsPattern("model.input.header +false\n")
        .containsPattern("model.input.index-base +one\n")
        .doesNotContain("ABSENT", "ONE");
    assertThat(CommandLineRun.of("inspect", directory.resolve("out/model").toString()).out())
        .containsPattern("input.header +false\n");
  }
}
