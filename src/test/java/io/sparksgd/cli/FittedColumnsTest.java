package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is fitted to the columns of a job: to which rows, how exactly, and what a next day makes of
 * it.
 */
class FittedColumnsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    SharedSpark.session();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private String place(String name) {
    return directory.resolve(name).toString();
  }

  /** Trains; the overrides come after the file, which has full batches and the rate 1. */
  private CommandLineRun train(String data, String features, String out, String... overrides)
      throws IOException {
    String job =
        file(
            "job.yaml",
            "data: {train: '%s'}\nmodel: {kind: logistic}\nbatch: {full: true}\noptimizer: {kind: sgd, learning-rate: 1.0}\nstop: {steps: 50}\nfeatures: %s\noutput: '%s'\n"
                .formatted(data, features, place(out)));
    List<String> arguments = new ArrayList<>(List.of("train", job));
    for (String override : overrides) {
      arguments.addAll(List.of("--set", override));
    }
    return CommandLineRun.of(arguments.toArray(new String[0]));
  }

  private void trained(String data, String features, String out, String... overrides)
      throws IOException {
    CommandLineRun run = train(data, features, out, overrides);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private String refused(String data, String features, String out, String... overrides)
      throws IOException {
    CommandLineRun run = train(data, features, out, overrides);
    assertThat(run.exitCode()).as(run.err()).isEqualTo(2);
    assertThat(directory.resolve(out)).doesNotExist();
    return run.err();
  }

  private JsonNode columns(String out) throws IOException {
    return JSON.readTree(directory.resolve(out + "/model/model.json").toFile()).path("columns");
  }

  private double accuracy(String out, String data) throws IOException {
    CommandLineRun run =
        CommandLineRun.of("evaluate", "--model", place(out), "--data", data, "--json");
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JSON.readTree(run.out()).at("/metrics/accuracy").asDouble();
  }

  private double[] weights(String out) {
    return SgdClassificationModel.load(place(out)).parameters();
  }

  private String monday() throws IOException {
    return file("monday.csv", "cat,label\n" + "a,1\n".repeat(4) + "b,0\n".repeat(3));
  }

  private String tuesday() throws IOException {
    return file("tuesday.csv", "cat,label\n" + "b,0\n".repeat(4) + "a,1\n".repeat(3));
  }

  @Test
  void theCategoriesOfTheInitialModelKeepTheirPlaces() throws IOException {
    trained(monday(), "{one-hot: cat}", "mon");

    trained(
        tuesday(),
        "{one-hot: cat}",
        "tue",
        "model.init=" + place("mon"),
        "optimizer.learning-rate=1e-6",
        "stop.steps=1");

    assertThat(accuracy("mon", tuesday())).isEqualTo(1);
    assertThat(accuracy("tue", tuesday())).isEqualTo(1);
    assertThat(weights("tue")).containsExactly(weights("mon"), within(1e-5));
    assertThat(columns("tue")).isEqualTo(columns("mon"));
  }

  @Test
  void newCategoriesAreUnknownUnlessTheJobLetsThemGrow() throws IOException {
    trained(monday(), "{one-hot: cat}", "mon", "model.keep-optimizer=true", "optimizer.kind=adam");
    String more = file("more.csv", "cat,label\na,1\nA,0\nb,0\nc,1\n");
    String init = "model.init=" + place("mon");

    trained(more, "{one-hot: cat}", "same", init, "stop.steps=1");
    trained(
        more,
        "{one-hot: cat, grow: true}",
        "grown",
        init,
        "optimizer.learning-rate=1e-9",
        "stop.steps=1");
    trained(
        more,
        "{one-hot: cat, grow: true}",
        "memory",
        init,
        "model.init-optimizer=true",
        "model.keep-optimizer=true",
        "optimizer.kind=adam",
        "stop.steps=5");

    assertThat(columns("same").path("categories").toString()).isEqualTo("[[\"a\",\"b\"]]");
    assertThat(columns("grown").path("categories").toString())
        .isEqualTo("[[\"a\",\"b\",\"A\",\"c\"]]");
    double[] before = weights("mon");
    assertThat(weights("grown"))
        .containsExactly(new double[] {before[0], before[1], 0, 0, before[2]}, within(1e-8));
    assertThat(weights("memory")[3]).as("the weight of c").isGreaterThan(0.5);
    assertThat(accuracy("memory", monday())).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "adagrad"})
  void anAverageOfWeightsGrowsWithThem(String kind) throws IOException {
    String[] always = {
      "optimizer.kind=" + kind, "optimizer.average-decay=0.9", "model.keep-optimizer=true"
    };
    trained(monday(), "{one-hot: cat}", "mon", always);
    String more = file("more.csv", "cat,label\na,1\nA,0\nb,0\nc,1\n");
    String[] next =
        Stream.concat(
                Stream.of(always),
                Stream.of(
                    "model.init=" + place("mon"),
                    "model.init-optimizer=true",
                    "optimizer.learning-rate=1e-12",
                    "stop.steps=3"))
            .toArray(String[]::new);

    trained(more, "{one-hot: cat}", "same", next);
    trained(more, "{one-hot: cat, grow: true}", "grown", next);

    double[] same = weights("same");
    assertThat(same[0] - weights("mon")[0]).as("the average still moves").isGreaterThan(0.03);
    assertThat(weights("grown"))
        .containsExactly(new double[] {same[0], same[1], 0, 0, same[2]}, within(1e-8));
  }

  @Test
  void placesBehindGrownColumnsMoveWithTheirWeights() throws IOException {
    String features = "{numbers: n, one-hot: [c, d], hash: h, hash-size: 4, scale: standard}";
    String first = file("first.csv", "n,c,d,h,label\n1,x,p,u,1\n2,y,q,v,0\n3,x,q,w,1\n5,y,p,u,0\n");
    String second =
        file("second.csv", "n,c,d,h,label\n1,a,p,u,1\n2,y,b,v,0\n3,x,q,w,1\n9,y,p,u,0\n");
    trained(first, features, "first");
    String grow = features.replace("}", ", grow: true}");

    for (String kind : List.of("logistic", "factorization-machine")) {
      String[] model = {"model.kind=" + kind, "optimizer.learning-rate=0.1"};
      trained(first, features, kind, model);
      trained(
          second,
          grow,
          kind + "-2",
          "model.kind=" + kind,
          "model.init=" + place(kind),
          "optimizer.learning-rate=1e-12",
          "stop.steps=1");

      List<Row> old = predictions(kind, first);
      List<Row> grown = predictions(kind + "-2", first);
      for (int i = 0; i < old.size(); i++) {
        assertThat(probability(grown.get(i))).isCloseTo(probability(old.get(i)), within(1e-9));
      }
      assertThat(columns(kind + "-2").path("means")).isEqualTo(columns(kind).path("means"));
    }
  }

  private static double probability(Row row) {
    return row.<Vector>getAs("probability").apply(1);
  }

  private List<Row> predictions(String out, String csv) {
    Dataset<Row> rows = SharedSpark.session().read().option("header", "true").csv(csv);
    return SgdClassificationModel.load(place(out)).pipeline().transform(rows).collectAsList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{one-hot: dog} | Invalid features.one-hot: [dog] (allowed: [cat], as the model.init",
        "{hash: cat} | Invalid features.one-hot: none (allowed: [cat], as the model.init",
        "{one-hot: cat, numbers: n} | Invalid features.numbers: [n] (allowed: none, as the"
            + " model.init",
        "null | Invalid features: none (allowed: the group features of the job that trained",
      })
  void otherColumnsThanThoseOfTheInitialModelAreRefused(String features, String message)
      throws IOException {
    trained(monday(), "{one-hot: cat}", "mon");

    assertThat(refused(monday(), features, "no", "model.init=" + place("mon"))).contains(message);
  }

  @Test
  void columnsOfNumbersInAnotherOrderAreRefused() throws IOException {
    String data = file("xy.csv", "x,y,label\n1,2,0\n2,1,1\n");
    trained(data, "null", "xy", "data.features=[x, y]");

    assertThat(refused(data, "null", "no", "data.features=[y, x]", "model.init=" + place("xy")))
        .contains(
            "Invalid data.features: [y, x] (allowed: [x, y], in this order, as the model.init");
  }

  @Test
  void aModelOfVectorsIsNoStartForColumns() throws IOException {
    trained(file("x.csv", "x,label\n1,0\n2,1\n"), "null", "x", "data.features=x");

    assertThat(refused(monday(), "{one-hot: cat}", "no", "model.init=" + place("x")))
        .contains(
            "was trained on vectors (allowed: a model whose features are made of the columns cat");
  }

  @Test
  void growingNeedsAnInitialModel() throws IOException {
    assertThat(refused(monday(), "{one-hot: cat, grow: true}", "no"))
        .contains("Invalid features.grow: it has no effect here (only with model.init)");
  }

  private static String sorted(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(i).append(',').append(i < 30 ? 0 : 1).append('\n');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1700000000,\n", "1.7e400,1\n", "1700000000,1,7\n"})
  void rowsThatAreDroppedAreNotFittedTo(String bad) throws IOException {
    String clean = file("clean.csv", "a,label\n" + sorted(0, 60));
    String dirty = file("dirty.csv", "a,label\n" + sorted(0, 20) + bad + sorted(20, 60));
    String features = "{numbers: a, scale: standard}";
    trained(clean, features, "clean", "stop.steps=200");

    trained(dirty, features, "dirty", "stop.steps=200", "data.bad-rows=drop");

    assertThat(columns("clean").at("/means/0").asDouble()).isEqualTo(29.5);
    assertThat(columns("dirty")).isEqualTo(columns("clean"));
    assertThat(weights("dirty")).isEqualTo(weights("clean"));
    assertThat(accuracy("dirty", clean)).isEqualTo(1);
  }

  @Test
  void categoriesOfBadRowsHaveNoPlace() throws IOException {
    String data = file("bad.csv", "k,n,label\nx,1,0\ny,2,1\nevil,3,\nworse,old,1\n");

    trained(data, "{one-hot: k, numbers: n}", "out", "data.bad-rows=drop");

    assertThat(columns("out").path("categories").toString()).isEqualTo("[[\"x\",\"y\"]]");
  }

  @Test
  void rowsThatAreHeldOutAreNotFittedTo() throws IOException {
    String marked = file("marked.csv", "k,n,held,label\nx,1,0,0\ny,3,0,1\nz,1000,1,1\n");
    trained(
        marked,
        "{one-hot: k, numbers: n, scale: standard}",
        "column",
        "data.validation-column=held");
    assertThat(columns("column").path("categories").toString()).isEqualTo("[[\"x\",\"y\"]]");
    assertThat(columns("column").at("/means/0").asDouble()).isEqualTo(2);

    StringBuilder rows = new StringBuilder("k,label\n");
    IntStream.range(0, 200).forEach(i -> rows.append("k" + i + "," + i % 2 + "\n"));
    String many = file("many.csv", rows.toString());
    trained(many, "{one-hot: k}", "drawn", "data.validation-fraction=0.5");
    assertThat(columns("drawn").at("/categories/0").size()).isBetween(60, 140);
  }

  @Test
  void anOffsetDoesNotSpoilTheScale() throws IOException {
    StringBuilder rows = new StringBuilder("t,u,label\n");
    for (int i = 0; i < 60; i++) {
      String end = "." + i % 10 + "," + (i < 30 ? 0 : 1) + "\n";
      rows.append(1700000060 + i / 10 + "." + i % 10 + "," + (60 + i / 10) + end);
    }
    String data = file("times.csv", rows.toString());
    trained(data, "{numbers: u, scale: standard}", "near", "stop.steps=200");

    trained(data, "{numbers: t, scale: standard}", "out", "stop.steps=200");

    assertThat(columns("out").at("/means/0").asDouble()).isEqualTo(1700000062.95);
    assertThat(columns("out").at("/deviations/0").asDouble()).isCloseTo(1.746425, within(1e-6));
    assertThat(accuracy("out", data)).isEqualTo(1);
    assertThat(weights("out")).containsExactly(weights("near"), within(1e-6));
  }

  @Test
  void numbersBeyondSinglePrecisionAreScaledAndThoseBeyondDoubleRefused() throws IOException {
    String large = file("large.csv", "x,label\n1e300,1\n-1e300,0\n3e300,1\n-3e300,0\n");
    trained(large, "{numbers: x, scale: deviation}", "large");
    assertThat(accuracy("large", large)).isEqualTo(1);
    assertThat(columns("large").at("/deviations/0").asDouble()).isBetween(2e300, 3e300);

    String tooLarge = file("too.csv", "x,label\n1.7e308,1\n-1.7e308,0\n");
    assertThat(refused(tooLarge, "{numbers: x, scale: deviation}", "no"))
        .contains("Invalid features.scale: the deviation of column x is not finite");
  }

  @Test
  void aConstantNumberIsNoFeature() throws IOException {
    StringBuilder rows = new StringBuilder("c,x,label\n");
    IntStream.range(0, 60).forEach(i -> rows.append("0.1," + (i % 2 * 2 - 1) + "," + i % 2 + "\n"));

    trained(file("c.csv", rows.toString()), "{numbers: [c, x], scale: deviation}", "out");

    assertThat(columns("out").at("/deviations/0").asDouble()).isZero();
    assertThat(weights("out")[0]).isZero();
  }

  @Test
  void splitsDoNotMatter() throws IOException {
    StringBuilder rows = new StringBuilder("k,x,label\n");
    for (int i = 0; i < 3000; i++) {
      rows.append("k" + i * 7 % 50 + "," + (i * 0.1 + 1e6 / (i + 1)) + "," + i % 2 + "\n");
    }
    String data = file("splits.csv", rows.toString());
    String features = "{one-hot: k, numbers: x, scale: standard}";
    String[] more = {"data.partitions=3", "stop.steps=5", "data.validation-fraction=0.2"};
    trained(data, features, "whole", more);
    SharedSpark.session().conf().set("spark.sql.files.maxPartitionBytes", "3000");
    SharedSpark.session().conf().set("spark.sql.files.openCostInBytes", "0");
    try {
      trained(data, features, "split", more);
    } finally {
      SharedSpark.session().conf().unset("spark.sql.files.maxPartitionBytes");
      SharedSpark.session().conf().unset("spark.sql.files.openCostInBytes");
    }

    assertThat(Files.readString(directory.resolve("split/model/model.json")))
        .isEqualTo(Files.readString(directory.resolve("whole/model/model.json")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"int", "bigint", "smallint", "float", "double", "decimal(10,2)", "string"})
  void wholeNumbersAreTheSameCategoryWhateverTheirType(String type) throws IOException {
    String csv = file("k.csv", "k,label\n" + "1,0\n2,1\n".repeat(4));
    Dataset<Row> typed =
        SharedSpark.session()
            .read()
            .option("header", "true")
            .csv(csv)
            .select(
                functions.col("k").cast(type).as("k"),
                functions.col("label").cast("int").as("label"));
    typed.write().parquet(place("typed.parquet"));
    for (String kind : List.of("one-hot", "hash")) {
      trained(csv, "{" + kind + ": k}", kind);

      assertThat(accuracy(kind, place("typed.parquet"))).as(kind).isEqualTo(1);
      assertThat(
              SgdClassificationModel.load(place(kind))
                  .pipeline()
                  .transform(typed)
                  .filter("prediction = label")
                  .count())
          .isEqualTo(8);
      trained(place("typed.parquet"), "{" + kind + ": k}", kind + "-2");
      assertThat(weights(kind + "-2")).isEqualTo(weights(kind));
      assertThat(columns(kind + "-2")).isEqualTo(columns(kind));
    }
  }

  @Test
  void fractionsAndBooleansAreCategoriesToo() throws IOException {
    String csv = file("f.csv", "k,b,label\n" + "1.5,TRUE,0\n2.5,False,1\n".repeat(4));
    trained(csv, "{one-hot: [k, b]}", "f");
    Dataset<Row> rows =
        SharedSpark.session()
            .read()
            .option("header", "true")
            .csv(csv)
            .selectExpr(
                "cast(k as decimal(10,3)) k", "cast(b as boolean) b", "cast(label as int) label");
    rows.write().parquet(place("f.parquet"));

    assertThat(columns("f").path("categories").toString())
        .isEqualTo("[[\"1.5\",\"2.5\"],[\"false\",\"true\"]]");
    assertThat(accuracy("f", place("f.parquet"))).isEqualTo(1);
  }

  @Test
  void namesMayHaveDotsAndBackticks() throws IOException {
    String csv = file("dots.csv", "a.x,c.y,`h`.z,label\n1,p,u,0\n2,q,v,1\n3,p,u,0\n4,q,v,1\n");
    trained(csv, "{numbers: a.x, scale: standard, one-hot: c.y, hash: '`h`.z', hash-size: 8}", "d");

    assertThat(accuracy("d", csv)).isEqualTo(1);
    assertThat(predictions("d", csv))
        .allMatch(row -> row.getAs("prediction").toString().equals(row.getAs("label") + ".0"));
    CommandLineRun run =
        CommandLineRun.of(
            "predict", "--model", place("d"), "--data", csv, "--out", place("d-predicted"));
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  @Test
  void hundredsOfColumnsTakeNoLongerThanTheyShould() throws IOException {
    StringBuilder text = new StringBuilder();
    IntStream.range(0, 800).forEach(j -> text.append("c" + j + ","));
    text.append("label\n");
    for (int i = 0; i < 40; i++) {
      for (int j = 0; j < 800; j++) {
        text.append(i * j % 13).append(',');
      }
      text.append(i % 2).append('\n');
    }
    List<String> names = IntStream.range(0, 800).mapToObj(j -> "c" + j).toList();

    trained(
        file("wide.csv", text.toString()),
        "{numbers: [" + String.join(", ", names) + "], scale: standard}",
        "wide",
        "stop.steps=2");

    assertThat(columns("wide").path("means")).hasSize(800);
  }

  @Test
  void largeHashSizesTrain() throws IOException {
    trained(monday(), "{hash: cat, hash-size: 4194304}", "large", "stop.steps=3");

    assertThat(accuracy("large", monday())).isEqualTo(1);
    assertThat(predictions("large", monday())).hasSize(7);
  }

  @Test
  void sizesBeyondAllBoundsAreRefused() throws IOException {
    String data = file("n.csv", "n,cat,label\n1,a,0\n2,b,1\n");

    assertThat(refused(data, "{numbers: n, hash: cat, hash-size: 2147483647}", "no"))
        .contains("Invalid features.hash-size: 2147483647 (allowed: at most 2147483638,");
    assertThat(refused(data, "{numbers: n, hash: cat, hash-size: 1073741824}", "no"))
        .contains("features.hash-size: 1073741824 makes 1073741826 parameters, more")
        .contains(
            "than a Java array of bytes holds (allowed: fewer; as float32, by compression.kind"
                + " and");
    assertThat(refused(data, "{numbers: n, hash: cat, hash-size: 268000000}", "no"))
        .contains("features.hash-size: 268000000 makes 268000002 parameters, which need")
        .contains("MB or more of the driver's");
  }

  @Test
  void aColumnWithoutAnyCategoryIsNoFeature() throws IOException {
    String data = file("null.csv", "k,n,label\n,1,0\n,2,1\n");

    assertThat(refused(data, "{one-hot: k}", "no"))
        .contains("Invalid features.one-hot: k has no value in any training row of");
    trained(data, "{one-hot: k, numbers: n}", "out");
    assertThat(weights("out")).hasSize(2);
  }

  @Test
  void datesAreNoCategories() throws IOException {
    SharedSpark.session()
        .sql("select date'2026-01-01' d, 1 label union all select date'2026-01-02', 0")
        .write()
        .parquet(place("dates.parquet"));

    assertThat(refused(place("dates.parquet"), "{one-hot: d}", "no"))
        .contains("column d in")
        .contains("is of type date (allowed: texts, numbers or booleans)");
  }

  @Test
  void predictKeepsRowsWithoutNumbersWhereItIsTold() throws IOException {
    String data = file("train.csv", "n,k,label\n1,a,0\n2,b,1\n3,a,0\n4,b,1\n");
    trained(data, "{numbers: n, one-hot: k}", "out");
    String holes = file("holes.csv", "n,k\n1,a\n,b\nold,a\n4,b\n");
    Map<String, Integer> rows = Map.of("--drop-bad-rows", 2, "--keep-bad-rows", 4);
    for (Map.Entry<String, Integer> rule : rows.entrySet()) {
      for (String format : List.of("parquet", "csv")) {
        String out = place("p" + rule.getKey() + format);
        CommandLineRun run =
            CommandLineRun.of(
                "predict",
                "--model",
                place("out"),
                "--data",
                holes,
                "--out",
                out,
                "--out-format",
                format,
                rule.getKey());
        assertThat(run.exitCode()).as(run.err()).isZero();
        Dataset<Row> predicted =
            SharedSpark.session().read().option("header", "true").format(format).load(out);
        assertThat(predicted.count()).isEqualTo((long) rule.getValue());
        assertThat(predicted.filter("prediction is null").count()).isEqualTo(rule.getValue() - 2);
        if (rule.getValue() == 4) {
          Row old = predicted.filter("n = 'old'").first();
          assertThat(old.<String>getAs("k")).isEqualTo("a");
          assertThat(old.isNullAt(3)).as("probability").isTrue();
        }
      }
    }
    CommandLineRun fails =
        CommandLineRun.of(
            "predict", "--model", place("out"), "--data", holes, "--out", place("no"));
    assertThat(fails.exitCode()).isEqualTo(2);
    assertThat(fails.err()).contains("line 3: Invalid number in column n: no value");
    CommandLineRun both =
        CommandLineRun.of(
            "predict",
            "--model",
            place("out"),
            "--data",
            holes,
            "--out",
            place("no"),
            "--keep-bad-rows",
            "--drop-bad-rows");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(both.err()).contains("--keep-bad-rows and --drop-bad-rows exclude each other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one-hot", "hash"})
  void jsonNumbersAreTheCategoriesOfTheirDigits(String way) throws IOException {
    String csv =
        file("k.csv", "k,label\n9007199254740993.00,1\n9007199254740992,0\n1.10,1\n1e3,0\n");
    String json =
        file(
            "k.json",
            "{\"k\":9007199254740993.00,\"label\":1}\n{\"k\":9007199254740992,\"label\":0}\n"
                + "{\"label\":1,\"k\":1.10}\n{\"k\" : 1e3 , \"label\":0}\n");
    String lists =
        file(
            "lists.json",
            "[{\"k\":9007199254740993.00,\"label\":1}, {\"label\":0,\"k\":9007199254740992}]\n"
                + " [{'k':1.10,\"label\":1},{\"k\":1e3,\"label\":0}]\n");

    trained(csv, "{" + way + ": k}", "csv-" + way);
    trained(lists, "{" + way + ": k}", "lists-" + way);
    assertThat(columns("lists-" + way)).isEqualTo(columns("csv-" + way));
    assertThat(weights("lists-" + way)).isEqualTo(weights("csv-" + way));
    trained(json, "{" + way + ": k}", "json-" + way);

    assertThat(columns("json-" + way)).isEqualTo(columns("csv-" + way));
    assertThat(weights("json-" + way)).isEqualTo(weights("csv-" + way));
    assertThat(accuracy("csv-" + way, json)).isEqualTo(1);
  }

  @Test
  void aLineThatIsNoJsonIsShownAsItIs() throws IOException {
    String json = file("bad.json", "{\"k\":1.50,\"label\":1}\n{\"k\":2.50,\"label\":01}\n");

    assertThat(refused(json, "{numbers: k}", "none"))
        .contains("bad.json, line 2: Malformed row: {\"k\":2.50,\"label\":01}");
  }
}
