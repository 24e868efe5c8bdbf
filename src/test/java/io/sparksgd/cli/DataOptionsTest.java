package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code predict} and {@code evaluate} read data as the model was trained, or as options say. */
class DataOptionsTest {
  private static final String TABS =
      "a,b\tx y\tlabel\n1\tu,v\t1\n-1\t\"\t\"\t0\n2\t\t1\n-2\tw\t0\n";

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void train() throws IOException {
    SharedSpark.session();
    Files.writeString(shared.resolve("tabs.csv"), TABS);
    train("tabs.csv", "{delimiter: \"\\t\", features: 'a,b', ", "tabs");
    Files.writeString(shared.resolve("bare.csv"), "1,1\n-1,0\n2,1\n-2,0\n");
    train("bare.csv", "{header: false, features: _c0, label: _c1, ", "bare");
    Files.writeString(shared.resolve("plain.csv"), "a,label\n1,1\n-1,0\n2,1\n-2,0\n");
    train("plain.csv", "{features: a, ", "plain");
  }

  private static void train(String file, String data, String output) throws IOException {
    CommandLineRun run = CommandLineRun.of("train", job(file, data, output).toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static Path job(String file, String data, String output) throws IOException {
    return Files.writeString(
        shared.resolve(output + ".yaml"),
        "data: "
            + data
            + "train: '"
            + shared.resolve(file)
            + "'}\nmodel: {kind: logistic}\noptimizer: {kind: sgd, learning-rate: 1}\n"
            + "batch: {full: true}\nstop: {steps: 9}\noutput: "
            + shared.resolve(output)
            + "\n");
  }

  private static CommandLineRun evaluate(String model, Path data, String... more) {
    return run("evaluate", model, data, more);
  }

  private static CommandLineRun run(String name, String model, Path data, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(name, "--model", shared.resolve(model).toString(), "--data", data.toString()));
    command.addAll(List.of(more));
    return CommandLineRun.of(command.toArray(new String[0]));
  }

  private static void right(CommandLineRun run, int rows) {
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).containsPattern("rows +" + rows).containsPattern("accuracy +1\\n");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void aModelOfTabsReadsTabsAndOtherDelimitersByOption() throws IOException {
    Path tabs = write("t.csv", TABS);
    right(evaluate("tabs", tabs), 4);
    right(evaluate("tabs", write("s.csv", "label;a,b\n1;3\n0;-3\n"), "--delimiter", ";"), 2);
    right(evaluate("plain", write("p.csv", "a\tlabel\n3\t1\n"), "--delimiter", "\\t"), 1);
    right(evaluate("plain", write("q.csv", "a::label\n3::1\n"), "--delimiter", "::"), 1);
    Path out = directory.resolve("out.csv");
    CommandLineRun run = run("predict", "tabs", tabs, "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(SharedSpark.session().read().text(out.toString()).collectAsList().toString())
        .contains("[\"a,b\",x y,label,prediction,probability_0,probability_1]")
        .contains("[1,\"u,v\",1,1.0,")
        .contains("[-1,\t,0,0.0,")
        .contains("[2,,1,1.0,");
  }

  @Test
  void aModelOfFilesWithoutHeaderReadsSuchAndOthersByOption() throws IOException {
    right(evaluate("bare", write("b.csv", "3,1\n-4,0\n")), 2);
    right(evaluate("bare", write("h.csv", "_c0,_c1\n3,1\n-4,0\n"), "--header", "true"), 2);
    Path bare = write("n.csv", "7,1\n-4,0\n");
    right(evaluate("plain", bare, "--header", "false", "--label", "_c1", "--features", "_c0"), 2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--delimiter|,|x.json|Invalid --delimiter: it has no effect here (only csv files have",
        "--header|true|x.json|Invalid --header: it has no effect here (only csv files have a",
        "--delimiter|a\"|x.csv|Invalid --delimiter: a\" (allowed: one or more characters, without",
        "--header|maybe|x.csv|--header"
      })
  void optionsOfCsvAreForCsv(String option, String value, String name, String message)
      throws IOException {
    CommandLineRun run = evaluate("plain", write(name, "{\"a\":1,\"label\":1}\n"), option, value);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private Path folder(String format, String name) {
    Path folder = directory.resolve(name);
    SharedSpark.session()
        .sql("select 1.5D as a, 1 as label union all select -1.5D, 0")
        .write()
        .mode(SaveMode.Append)
        .format(format)
        .option("header", "true")
        .save(folder.toString());
    return folder;
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv", "json"})
  void theFilesOfAFolderTellTheFormat(String format) throws IOException {
    Path folder = folder(format, "data");
    right(evaluate("plain", folder), 2);
    Path out = directory.resolve("out");
    CommandLineRun run = run("predict", "plain", folder, "--out", out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(SharedSpark.session().read().parquet(out.toString()).select("prediction").count())
        .isEqualTo(2);
  }

  @Test
  void foldersOfSeveralFormatsAndWrongFormatsAreOneLine() throws IOException {
    Path folder = folder("parquet", "mixed");
    folder("orc", "mixed");
    CommandLineRun mixed = evaluate("plain", folder);
    assertThat(mixed.exitCode()).isEqualTo(2);
    assertThat(mixed.err())
        .contains(
            "Invalid data: by their names, files are of several formats: " + folder + ", file")
        .contains(" (allowed: one; --format says which)");

    Path parquet = folder("parquet", "parquet");
    CommandLineRun wrong = evaluate("plain", parquet, "--format", "csv");
    assertThat(wrong.exitCode()).isEqualTo(2);
    assertThat(wrong.err())
        .containsPattern(
            "Invalid --format: csv, and " + parquet + "/part-\\S+ is a file of parquet \\(allowed");

    Path job = job("plain.csv", "{features: a, format: csv, validation: " + parquet + ", ", "no");
    CommandLineRun train = CommandLineRun.of("train", job.toString());
    assertThat(train.exitCode()).isEqualTo(2);
    assertThat(train.err()).contains("Invalid data.format: csv, and " + parquet + "/part-");

    Path named = job("plain.csv", "{features: a, validation: v.parquet, ", "none");
    CommandLineRun other = CommandLineRun.of("train", named.toString());
    assertThat(other.exitCode()).isEqualTo(2);
    assertThat(other.err())
        .contains(
            "Invalid data.validation: v.parquet is parquet by its name, and the first training path"
                + " csv (allowed: one format; data.format says which)");
  }

  @Test
  void aFolderWhoseFilesTellNothingIsReadAsTheModelWasTrained() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("texts"));
    Files.writeString(folder.resolve("part-0.txt"), "a,label\n3,1\n");
    Files.writeString(folder.resolve("part-1"), "a,label\n-3,0\n");
    right(evaluate("plain", folder), 2);
  }

  @Test
  void namesThatOrcCannotKeepAreRefusedBeforeRowsAreRead() throws IOException {
    Path data = write("names.csv", "a,b`c\nno number,\n");
    String out = directory.resolve("out.orc").toString();
    CommandLineRun run = run("predict", "plain", data, "--out", out);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains(
            "Invalid --out-format: orc cannot keep the name b`c of the data (allowed: parquet, csv,"
                + " json, or names without backticks)");
    CommandLineRun nested =
        run("predict", "plain", write("n.json", "{\"a\":1,\"k\":[{\"`\":1}]}"), "--out", out);
    assertThat(nested.exitCode()).isEqualTo(2);
    assertThat(nested.err()).contains("orc cannot keep the name ` of the data");
  }
}
