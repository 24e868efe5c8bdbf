package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.testkit.CommandLineRun;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.FeatureHasher;
import org.apache.spark.ml.feature.OneHotEncoder;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs whose features are made of columns: numbers, categories, hashed categories. */
class FeaturesJobTest {
  private static final String[] JOBS = {"baker", "smith", "miller", "clerk"};
  private static final String HEADER = "label,age,pay,job,site\n";

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void train() throws IOException {
    SharedSpark.session();
    Files.writeString(shared.resolve("train.csv"), HEADER + rows(0, 1500));
    Files.writeString(shared.resolve("test.csv"), HEADER + rows(1500, 2000));
    Files.writeString(
        shared.resolve("job.yaml"),
        """
        data: {train: %s, validation: %s}
        features: {numbers: [age, pay], scale: standard, one-hot: job, hash: site, hash-size: 64}
        model: {kind: logistic}
        batch: {size: 100}
        optimizer: {kind: adam, learning-rate: 0.05}
        stop: {epochs: 8}
        evaluate: {metrics: [loss, accuracy]}
        output: %s
        """
            .formatted(place("train.csv"), place("test.csv"), place("out")));
    ok("train", place("job.yaml"));
  }

  /** The label follows from all four columns; ages are far from 0, as ages are. */
  private static String rows(int from, int to) {
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      double age = 40 + 10 * CounterRandom.gaussian(3, i, 0);
      double pay = 3000 + 500 * CounterRandom.gaussian(3, i, 1);
      int job = (int) (4 * CounterRandom.uniform(3, i, 2));
      int site = (int) (9 * CounterRandom.uniform(3, i, 3));
      double margin = (age - 40) / 10 + (pay - 3000) / 1000 + job - 1.5 + (site % 2 == 0 ? 1 : -1);
      int label = margin + 0.3 * CounterRandom.gaussian(3, i, 4) > 0 ? 1 : 0;
      text.append(
          String.format(Locale.ROOT, "%d,%.2f,%.1f,%s,s%d%n", label, age, pay, JOBS[job], site));
    }
    return text.toString();
  }

  private static String place(String name) {
    return shared.resolve(name).toString();
  }

  private static CommandLineRun ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(run.err()).isZero();
    return run;
  }

  private String own(String name, String content) throws IOException {
    return Files.writeString(directory.resolve(name), content).toString();
  }

  private static Dataset<Row> test() {
    return SharedSpark.session()
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(place("test.csv"));
  }

  @Test
  void allColumnsHelpToPredict() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(shared.resolve("out/summary.json").toFile());

    assertThat(summary.at("/final/validation/accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(summary.at("/config/features/one-hot/0").asText()).isEqualTo("job");
    assertThat(summary.at("/config/data/features").isMissingNode()).isTrue();
  }

  @Test
  void evaluateMakesTheSameFeatures() throws IOException {
    JsonNode summary = new ObjectMapper().readTree(shared.resolve("out/summary.json").toFile());

    CommandLineRun run =
        ok("evaluate", "--model", place("out"), "--data", place("test.csv"), "--json");

    JsonNode metrics = new ObjectMapper().readTree(run.out()).path("metrics");
    assertThat(metrics.path("loss").asDouble())
        .isCloseTo(summary.at("/final/validation/loss").asDouble(), within(1e-12));
  }

  @Test
  void theMlApiPredictsTheSameAndTheColumnsOfFilesStayAsTheyAre() {
    ok(
        "predict",
        "--model",
        place("out"),
        "--data",
        place("test.csv"),
        "--out",
        directory.resolve("predicted.csv").toString());

    Dataset<Row> predicted =
        SharedSpark.session()
            .read()
            .option("header", "true")
            .csv(directory.resolve("predicted.csv").toString());
    assertThat(predicted.columns())
        .containsExactly(
            "label", "age", "pay", "job", "site", "prediction", "probability_0", "probability_1");
    SgdClassificationModel model = SgdClassificationModel.load(place("out/model"));
    List<Row> ml = model.pipeline().transform(test()).collectAsList();
    List<Row> commandLine = predicted.collectAsList();
    List<String> lines = test().sparkSession().read().textFile(place("test.csv")).collectAsList();
    assertThat(commandLine).hasSize(500);
    for (int i = 0; i < 500; i++) {
      Row row = commandLine.get(i);
      assertThat(row.mkString(",")).startsWith(lines.get(i + 1) + ",");
      Vector probability = ml.get(i).getAs("probability");
      assertThat(Double.parseDouble(row.getString(7))).isEqualTo(probability.apply(1));
      assertThat(Double.parseDouble(row.getString(5)))
          .isEqualTo(ml.get(i).<Double>getAs("prediction"));
    }
  }

  @Test
  void theVectorsAreThoseOfSparksOwnPipeline() {
    Dataset<Row> train =
        SharedSpark.session()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(place("train.csv"));
    PipelineStage[] stages = {
      new VectorAssembler().setInputCols(new String[] {"age", "pay"}).setOutputCol("numbers"),
      new StandardScaler().setInputCol("numbers").setOutputCol("scaled").setWithMean(true),
      new StringIndexer()
          .setInputCol("job")
          .setOutputCol("index")
          .setStringOrderType("alphabetAsc"),
      new OneHotEncoder().setInputCol("index").setOutputCol("places").setDropLast(false),
      new FeatureHasher()
          .setInputCols(new String[] {"site"})
          .setOutputCol("hashed")
          .setNumFeatures(64),
      new VectorAssembler()
          .setInputCols(new String[] {"scaled", "places", "hashed"})
          .setOutputCol("features")
    };
    List<Row> theirs =
        new Pipeline().setStages(stages).fit(train).transform(test()).collectAsList();

    List<Row> ours =
        SgdClassificationModel.load(place("out/model"))
            .pipeline()
            .transform(test())
            .collectAsList();

    for (int i = 0; i < theirs.size(); i++) {
      double[] expected = theirs.get(i).<Vector>getAs("features").toArray();
      double[] found = ours.get(i).<Vector>getAs("features").toArray();
      assertThat(found).hasSize(2 + 4 + 64);
      for (int j = 0; j < found.length; j++) {
        assertThat(found[j]).isCloseTo(expected[j], within(1e-12));
      }
    }
  }

  @Test
  void theSameJobGivesTheSameBits() throws IOException {
    ok("train", place("job.yaml"), "--set", "output=" + directory.resolve("again"));

    assertThat(Files.readAllBytes(directory.resolve("again/model/weights.bin")))
        .isEqualTo(Files.readAllBytes(shared.resolve("out/model/weights.bin")));
    assertThat(Files.readString(directory.resolve("again/model/model.json")))
        .isEqualTo(Files.readString(shared.resolve("out/model/model.json")));
  }

  @Test
  void categoriesThatAreNewOrMissingHaveNoPlace() throws IOException {
    String data = own("new.csv", HEADER + "1,40,3000,astronaut,s1\n1,40,3000,,s1\n");

    ok(
        "predict",
        "--model",
        place("out"),
        "--data",
        data,
        "--out",
        directory.resolve("new").toString(),
        "--out-format",
        "json");

    List<Row> rows =
        SharedSpark.session().read().json(directory.resolve("new").toString()).collectAsList();
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getList(rows.get(0).fieldIndex("probability")))
        .isEqualTo(rows.get(1).getList(rows.get(1).fieldIndex("probability")));
  }

  @Test
  void aNumberThatIsNoneIsABadRow() throws IOException {
    String data = own("bad.csv", HEADER + "1,40,3000,baker,s1\n0,old,3000,baker,s1\n");

    CommandLineRun run = CommandLineRun.of("evaluate", "--model", place("out"), "--data", data);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("bad.csv, line 3: Invalid number in column age: old (allowed: a finite number)");
  }

  @Test
  void quarantinedRowsShowTheirColumns() throws IOException {
    List<String> bad = new ArrayList<>();
    bad.add(HEADER + rows(0, 100) + "1,,3000,baker,s7\n");
    String data = own("train.csv", bad.get(0));

    ok(
        "train",
        place("job.yaml"),
        "--set",
        "data.train=" + data,
        "--set",
        "data.bad-rows=quarantine",
        "--set",
        "output=" + directory.resolve("q"));

    assertThat(
            SharedSpark.session()
                .read()
                .json(directory.resolve("q-bad-rows").toString())
                .first()
                .mkString("|"))
        .contains("Invalid number in column age: no value")
        .contains("job=baker, site=s7");
  }

  @Test
  void aMissingColumnIsNamedBeforeAnythingIsFitted() throws IOException {
    String data = own("few.csv", "label,age,job,site\n1,40,baker,s1\n");

    CommandLineRun run =
        CommandLineRun.of(
            "train",
            place("job.yaml"),
            "--set",
            "data.train=" + data,
            "--set",
            "output=" + directory.resolve("none"));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("Invalid features.numbers: no column pay in")
        .contains("(allowed: label, age, job, site)");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void theModelSaysWhatItsFeaturesAre() {
    CommandLineRun run =
        CommandLineRun.of(
            "evaluate", "--model", place("out"), "--data", place("test.csv"), "--features", "age");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Invalid --features: age (allowed: none;");
  }
}
