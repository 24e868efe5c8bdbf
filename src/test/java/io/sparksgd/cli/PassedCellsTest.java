package io.sparksgd.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.data.CsvRecords;
import io.sparksgd.data.CsvText;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code predict} passes cells and names on as they are, whatever they hold. */
class PassedCellsTest {
  private static final String TRAIN = "a,label\n1,1\n-1,0\n2,1\n-2,0\n";
  private static final CsvText CSV = new CsvText(",");

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void train() throws IOException {
    SharedSpark.session();
    Files.writeString(shared.resolve("train.csv"), TRAIN);
    Files.writeString(
        shared.resolve("job.yaml"),
        "data: {train: "
            + shared.resolve("train.csv")
            + ", features: a}\nmodel: {kind: logistic}\noptimizer: {kind: sgd, learning-rate: 1}\n"
            + "batch: {full: true}\nstop: {steps: 3}\noutput: "
            + shared.resolve("model")
            + "\n");
    CommandLineRun run = CommandLineRun.of("train", shared.resolve("job.yaml").toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private CommandLineRun predict(Path data, String out, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "predict",
                "--model",
                shared.resolve("model").toString(),
                "--data",
                data.toString(),
                "--out",
                directory.resolve(out).toString()));
    command.addAll(List.of(more));
    return CommandLineRun.of(command.toArray(new String[0]));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private String ok(Path data, String out, String... more) throws IOException {
    CommandLineRun run = predict(data, out, more);
    assertThat(run.exitCode()).as(run.err()).isZero();
    StringBuilder text = new StringBuilder();
    try (Stream<Path> parts = Files.list(directory.resolve(out))) {
      for (Path part : parts.filter(p -> p.getFileName().toString().startsWith("part-")).toList()) {
        text.append(Files.readString(part));
      }
    }
    return text.toString();
  }

  /** The records of a text, without the last cells. */
  private static List<List<String>> cells(String text, int without) throws Exception {
    List<List<String>> rows = new ArrayList<>();
    CsvRecords records =
        new CsvRecords(
            CSV, Arrays.asList(text.split("\n", -1)).iterator(), CsvText.Opening.RECORD, "");
    while (records.hasNext()) {
      List<String> cells = CSV.cells(records.next());
      rows.add(cells.subList(0, cells.size() - without));
    }
    return rows;
  }

  @Test
  void csvToCsvKeepsEachCellAndEachName() throws Exception {
    String text =
        "x.y,note,note,`b`,ä ö,a,X,x\n"
            + "\"  pad \",\"\",,\"6\"\" pipe, red\",C:\\,1.0,007,1e400\n"
            + "\"say \"\"hi\"\"\",\"line\nbreak\",\"cr\r\nlf\",\"C:\\\",\\n,1, z,\n"
            + "123456789012345678901234567890,0.10,#,NULL,null,-1,\"\"\"\",\t\n";
    String written = ok(write("rows.csv", text), "out.csv");
    assertThat(cells(written, 3)).isEqualTo(cells(text, 0));
    assertThat(written.lines().findFirst())
        .hasValue("x.y,note,note,`b`,ä ö,a,X,x,prediction,probability_0,probability_1");
  }

  @Test
  void widthDoesNotMatter() throws Exception {
    String names = IntStream.range(0, 6000).mapToObj(i -> "c" + i).collect(joining(","));
    String cells = IntStream.range(0, 6000).mapToObj(i -> i % 9 + ".50").collect(joining(","));
    String text = names + ",a,note,note\n" + cells + ",2,\"x\ny\",\n" + cells + ",-2,,\" z\"\n";
    Path data = write("wide.csv", text);
    String written = ok(data, "wide-out.csv");
    assertThat(cells(written, 3)).isEqualTo(cells(text, 0));
    assertThat(written).contains(",2,\"x\ny\",,1.0,").contains(",-2,,\" z\",0.0,");
  }

  @Test
  void aRowWithoutPredictionStaysWhereThereAreNoProbabilities() throws Exception {
    Path job =
        Files.writeString(
            directory.resolve("linear.yaml"),
            Files.readString(shared.resolve("job.yaml"))
                .replace("logistic", "linear")
                .replace("output: " + shared, "output: " + directory));
    assertThat(CommandLineRun.of("train", job.toString()).exitCode()).isZero();
    Path out = directory.resolve("kept.csv");
    CommandLineRun run =
        CommandLineRun.of(
            "predict",
            "--model",
            directory.resolve("model").toString(),
            "--data",
            write("kept-in.csv", "id,a\n7,\n8,x\n").toString(),
            "--keep-bad-rows",
            "--out",
            out.toString());
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(SharedSpark.session().read().text(out.toString()).collectAsList().toString())
        .isEqualTo("[[id,a,prediction], [7,,], [8,x,]]");
  }

  @Test
  void recordsOfCsvBecomeCellsOfOtherFormats() throws Exception {
    Files.createDirectories(directory.resolve("days/day=7"));
    Path data = write("days/day=7/a.csv", "x.y,a,e\n\" p\"\"\n\",1.0,\n,-1,\"\"\n");
    for (String format : List.of("parquet", "json", "orc")) {
      String out = "cells." + format;
      assertThat(predict(data.getParent().getParent(), out, "--format", "csv").exitCode()).isZero();
      List<Row> rows =
          SharedSpark.session()
              .read()
              .format(format)
              .load(directory.resolve(out).toString())
              .select("`x.y`", "a", "e", "day", "prediction")
              .orderBy("a")
              .collectAsList();
      assertThat(rows.stream().map(row -> row.mkString("|")))
          .as(format)
          .containsExactly("null|-1||7|0.0", " p\"\n|1.0|null|7|1.0");
    }
    assertThat(ok(directory.resolve("days"), "days.csv", "--format", "csv"))
        .startsWith("x.y,a,e,day,prediction,")
        .contains("\n\" p\"\"\n\",1.0,,7,1.0,");
  }

  @Test
  void twoColumnsOfOneNameAreForCsvOnlyAndTheAdviceWorks() throws Exception {
    Path data = write("twice.csv", "note,note,a\nx,y,1\n");
    CommandLineRun refused = predict(data, "out.parquet");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(
            "Invalid --out-format: parquet cannot have two columns with one name, and the data has"
                + " two called note (allowed: csv)");
    assertThat(ok(data, "out", "--out-format", "csv")).contains("note,note,a,prediction");
  }

  @Test
  void aFeatureThatIsThereTwiceIsRefused() throws Exception {
    Path data = write("features.csv", "a,a\n1,2\n");
    CommandLineRun refused = predict(data, "out.csv");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("2 columns of " + data + " are called a (allowed: one; rename the others");
  }

  @Test
  void aLineThatIsAnArrayHasARowForEachElement() throws Exception {
    Path data = write("rows.json", " [{\"a\": 1}, {\"a\": -1,\"k\":[2]}]\n[]\n{\"a\": \"[3]\"}\n");
    CommandLineRun bad = predict(data, "out.json", "--keep-bad-rows");
    assertThat(bad.exitCode()).as(bad.err()).isZero();
    assertThat(ok(data, "good.json", "--drop-bad-rows").lines())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("{\"a\": 1,\"prediction\":1"))
        .anyMatch(line -> line.contains("\"k\":[2],\"prediction\":0"));
    assertThat(ok(write("null.json", "[{\"a\": 1}, null, 3]"), "n.json", "--drop-bad-rows").lines())
        .hasSize(1);
  }

  @Test
  void jsonToJsonKeepsTheObjects() throws Exception {
    String first =
        "{\"a\": 1.0, \"n\": null, \"big\": 12345678901234567890123, \"s\": {\"k.x\": [1, \"2\"]}}";
    String second = "{\"a\":-1,\"X\":true,\"x\":\"1.10\",\"late\":1.10}";
    String written = ok(write("rows.json", first + "\n\n" + second + " \n"), "out.json");
    List<String> lines = written.lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0))
        .startsWith(first.substring(0, first.length() - 1) + ",\"prediction\":1.0,");
    assertThat(lines.get(1))
        .startsWith(second.substring(0, second.length() - 1) + ",\"prediction\":0.0,");
    assertThat(lines).allSatisfy(line -> assertThat(line).endsWith("]}"));
  }

  @Test
  void jsonToCsvKeepsTheTextsOfNumbersAndOfWhatIsNested() throws Exception {
    String text =
        "{'s':'it\\'s \\u00e4','a': 1.0, \"n\":-0.50e+1,\"k\":[1, 0.50,{\"x\": 1e2}],\"m\":null}\n"
            + "[ {\"a\":-1,\"n\":true,\"k\":[  ],\"m\":{\"big\":123456789012345678901234567890.10}},\n"
                .replace(",\n", ",")
            + "{\"a\":2,\"k\":[1.10],\"s\":\"1.10\",\"m\":{\"big\":1}}]\n";
    String written = ok(write("rows.json", text), "from-json.csv");
    assertThat(cells(written, 3))
        .containsExactly(
            List.of("a", "k", "m", "n", "s"),
            Arrays.asList("1.0", "[1, 0.50,{\"x\": 1e2}]", null, "-0.50e+1", "it's ä"),
            Arrays.asList(
                "-1", "[  ]", "{\"big\":123456789012345678901234567890.10}", "true", null),
            Arrays.asList("2", "[1.10]", "{\"big\":1}", null, "1.10"));
  }

  @Test
  void jsonToJsonHasTheColumnsOfFolders() throws Exception {
    Files.createDirectories(directory.resolve("j/day=3"));
    write("j/day=3/a.json", "{\"a\":1.0}\n");
    assertThat(ok(directory.resolve("j"), "j-out.json", "--format", "json"))
        .startsWith("{\"a\":1.0,\"day\":3,\"prediction\":1.0,");
  }

  @Test
  void textsOfAJsonColumnOfTextsAndNumbersKeepTheirDigitsInParquet() throws Exception {
    Path data = write("mixed.json", "{\"a\":1,\"t\":\"x\"}\n{\"a\":-1,\"t\":1.10}\n");
    assertThat(predict(data, "mixed.parquet").exitCode()).isZero();
    assertThat(
            SharedSpark.session()
                .read()
                .parquet(directory.resolve("mixed.parquet").toString())
                .orderBy("a")
                .collectAsList()
                .stream()
                .map(row -> row.mkString(";").substring(0, 7)))
        .containsExactly("-1;1.10", "1;x;1.0");
  }

  @Test
  void aLineOfMoreThanOneObjectIsABadRow() throws Exception {
    Path data = write("two.json", "{\"a\":1}\n{\"a\":1} {\"a\":2}\n{\"a\":-1}\n");
    CommandLineRun refused = predict(data, "two-out.json");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains(data + ", line 2: Malformed row: {\"a\":1} {\"a\":2}; 1 bad row in all");
  }

  @Test
  void jsonToParquetKeepsTheTypes() throws Exception {
    Path data =
        write("typed.json", "{\"a\":1,\"d\":1.5,\"b\":true,\"t\":\"x\",\"s\":{\"k\":[1]}}\n");
    assertThat(predict(data, "typed.parquet").exitCode()).isZero();
    Row row =
        SharedSpark.session()
            .read()
            .parquet(directory.resolve("typed.parquet").toString())
            .select("a", "b", "d", "t", "s.k")
            .first();
    assertThat(row.mkString(";")).isEqualTo("1;true;1.5;x;ArraySeq(1)");
    assertThat(row.get(0)).isInstanceOf(Long.class);
  }

  @Test
  void parquetKeepsItsTypesAndCsvBecomesTexts() throws Exception {
    String source = directory.resolve("source.parquet").toString();
    SharedSpark.session()
        .sql(
            "select 1 as a, cast(2.50 as decimal(5,2)) as `d.e`, date'2024-02-29' as t, cast(null"
                + " as int) as n")
        .write()
        .parquet(source);
    assertThat(predict(Path.of(source), "kept.parquet").exitCode()).isZero();
    Row row =
        SharedSpark.session().read().parquet(directory.resolve("kept.parquet").toString()).first();
    assertThat(row.schema().simpleString())
        .startsWith("struct<a:int,d.e:decimal(5,2),t:date,n:int,prediction:double");
    assertThat(row.mkString(";")).startsWith("1;2.50;2024-02-29;null;");
    assertThat(ok(Path.of(source), "typed.csv")).contains("\n1,2.50,2024-02-29,,1.0,");

    assertThat(predict(write("t.csv", "a,e,m\n1.0,\"\",\n"), "t.parquet").exitCode()).isZero();
    Row text =
        SharedSpark.session().read().parquet(directory.resolve("t.parquet").toString()).first();
    assertThat(text.mkString(";")).startsWith("1.0;;null;");
  }

  @Test
  void inputWithoutRowsGivesOutputWithoutRows() throws Exception {
    assertThat(ok(write("header.csv", "a,b\n"), "header-out.csv"))
        .isEqualTo("a,b,prediction,probability_0,probability_1\n");
    assertThat(ok(write("empty.csv", ""), "empty-out.csv"))
        .isEqualTo("a,prediction,probability_0,probability_1\n");
    assertThat(ok(write("empty.json", "\n"), "empty-out.json")).isEmpty();
    Files.createDirectories(directory.resolve("none"));
    assertThat(predict(directory.resolve("none"), "none.parquet", "--format", "parquet").exitCode())
        .isZero();
    assertThat(
            SharedSpark.session()
                .read()
                .parquet(directory.resolve("none.parquet").toString())
                .count())
        .isZero();
  }

  private List<String> parts(String out) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(out))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("_SUCCESS"))
          .toList();
    }
  }

  @Test
  void namesOfFilesEndAsTheirFormat() throws Exception {
    Path csv = write("in.csv", "a\n1\n");
    Path json = write("in.json", "{\"a\":1}\n");
    for (Path data : List.of(csv, json)) {
      for (String format : List.of("csv", "json", "parquet", "orc")) {
        String out = data.getFileName() + "-" + format;
        assertThat(predict(data, out, "--out-format", format).exitCode()).isZero();
        assertThat(parts(out))
            .filteredOn(name -> !name.startsWith("."))
            .isNotEmpty()
            .allMatch(name -> name.startsWith("part-0") && name.endsWith("." + format));
      }
    }
  }

  @Test
  void namesOfCompressedFilesEndAsTheirFormatAndCodec() throws Exception {
    Configuration settings = SharedSpark.context().hadoopConfiguration();
    settings.set("mapreduce.output.fileoutputformat.compress", "true");
    settings.set(
        "mapreduce.output.fileoutputformat.compress.codec",
        "org.apache.hadoop.io.compress.GzipCodec");
    try {
      assertThat(predict(write("z.csv", "a\n1\n-1\n"), "z-out.csv").exitCode()).isZero();
      assertThat(predict(write("z.json", "{\"a\":1}\n"), "z-out.json").exitCode()).isZero();
    } finally {
      settings.unset("mapreduce.output.fileoutputformat.compress");
      settings.unset("mapreduce.output.fileoutputformat.compress.codec");
    }
    assertThat(parts("z-out.csv")).isNotEmpty().allMatch(name -> name.contains(".csv.gz"));
    assertThat(parts("z-out.json")).isNotEmpty().allMatch(name -> name.contains(".json.gz"));
    assertThat(
            SharedSpark.session()
                .read()
                .option("header", "true")
                .csv(directory.resolve("z-out.csv").toString())
                .collectAsList()
                .stream()
                .map(row -> row.getString(1)))
        .containsExactly("1.0", "0.0");
  }
}
