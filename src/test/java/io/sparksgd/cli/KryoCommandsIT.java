package io.sparksgd.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.ml.SgdClassificationModel;
import io.sparksgd.ml.SgdClassifier;
import io.sparksgd.spark.SgdKryoRegistrator;
import io.sparksgd.testkit.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a Spark whose Kryo must know all classes. */
class KryoCommandsIT {
  private static final String REGISTRATOR = SgdKryoRegistrator.class.getName();

  @TempDir private Path directory;
  private SparkSession spark;

  @BeforeEach
  void writeData() throws IOException {
    StringBuilder csv = new StringBuilder("a,c,t,label\n");
    StringBuilder libsvm = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      csv.append(i).append(".5,").append(i % 3).append("x,\"w").append(i % 5).append("\",");
      csv.append(i % 2).append('\n');
      libsvm.append(i % 2).append(" 1:").append(i % 2 + i % 3).append(" 7:0.5\n");
    }
    Files.writeString(directory.resolve("t.csv"), csv + "none,1x,w1,1\n");
    Files.writeString(directory.resolve("good.csv"), csv);
    Files.writeString(directory.resolve("t.libsvm"), libsvm);
    job("fitted", "t.csv", "features: {numbers: a, scale: standard, one-hot: c, hash: t}");
    job("plain", "t.libsvm", "evaluate: {metrics: [loss, auc, f1]}");
    job("local", "t.libsvm", "synchronize: {local-steps: 4, local-state: keep}");
    job("columns", "good.csv", "guard: {on-divergence: roll-back}");
  }

  private void job(String name, String data, String more) throws IOException {
    Files.writeString(
        directory.resolve(name + ".yaml"),
        """
        data: {train: %s, partitions: 3, bad-rows: quarantine%s}
        model: {kind: logistic}
        optimizer: {kind: adam, learning-rate: 0.1}
        batch: {size: 20}
        stop: {steps: 12}
        output: %s
        %s
        """
            .formatted(
                place(data), name.equals("columns") ? ", features: a" : "", place(name), more));
  }

  private String place(String name) {
    return directory.resolve(name).toString();
  }

  private void start(String... settings) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.serializer", "org.apache.spark.serializer.KryoSerializer")
            .config("spark.kryo.registrationRequired", "true");
    for (String setting : settings) {
      builder.config(setting.split("=")[0], setting.split("=")[1]);
    }
    spark = builder.getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
  }

  @AfterEach
  void stop() {
    spark.stop();
  }

  private static void ok(String... arguments) {
    CommandLineRun run = CommandLineRun.of(arguments);
    assertThat(run.exitCode()).as(String.join(" ", arguments) + "\n" + run.err()).isZero();
  }

  @Test
  void commandsNeedNoClassBesideTheRegisteredOnes() {
    start("spark.kryo.registrator=" + REGISTRATOR);
    for (String job : List.of("fitted", "plain", "local", "columns")) {
      String yaml = place(job + ".yaml");
      String saves = "checkpoint.dir=" + place(job + "-saves");
      ok("train", yaml, "--set", saves);
      String later = "output=" + place(job + "-later");
      ok("train", yaml, "--set", saves, "--set", later, "--set", "stop.steps=24");
      ok("find-rate", yaml);
    }
    for (String format : List.of("csv", "json", "parquet")) {
      String written = place("fitted." + format);
      ok("predict", "--model", place("fitted"), "--data", place("good.csv"), "--out", written);
    }
    ok("predict", "--model", place("plain"), "--data", place("t.libsvm"), "--out", place("p.csv"));
    ok("evaluate", "--model", place("fitted"), "--data", place("good.csv"));
    ok("evaluate", "--model", place("plain"), "--data", place("t.libsvm"));
    for (String kind : List.of("click-logs", "regression", "blobs", "interactions")) {
      ok("generate", kind, "--rows", "200", "--out", place(kind + ".parquet"));
    }
  }

  @Test
  void estimatorsNeedNoClassBesideTheRegisteredOnes() throws IOException {
    start("spark.kryo.registrator=" + REGISTRATOR);
    Dataset<Row> rows = spark.read().format("libsvm").load(place("t.libsvm"));
    SgdClassificationModel model =
        new SgdClassifier().setMaxIter(10).setBatchSize(20).setLearningRate(0.1).fit(rows);
    model.write().save(place("model"));
    SgdClassificationModel loaded = SgdClassificationModel.load(place("model"));
    assertThat(loaded.transform(rows).select("prediction").collectAsList())
        .isEqualTo(model.transform(rows).select("prediction").collectAsList());
  }

  @Test
  void withoutTheRegistratorOneLineNamesIt() {
    start();
    String line =
        "Class not registered with Kryo: io.sparksgd.input.scan.PartitionScan"
            + " (spark.kryo.registrationRequired=true needs spark.kryo.registrator="
            + REGISTRATOR
            + "; other classes are named by spark.kryo.classesToRegister)";
    for (String job : List.of("fitted", "plain", "local", "columns")) {
      CommandLineRun run = CommandLineRun.of("train", place(job + ".yaml"));
      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.err().lines().filter(said -> said.startsWith("sgd: ")))
          .containsExactly("sgd: " + line);
      assertThat(run.err()).doesNotContain("cannot read").doesNotContain("\tat ");
    }
    Dataset<Row> rows = spark.read().format("libsvm").load(place("t.libsvm"));
    assertThatThrownBy(() -> new SgdClassifier().fit(rows)).hasMessage(line);
  }

  @Test
  void aClassThatIsMissingInTheTrainingIsNamedToo() {
    String read = "io.sparksgd.input.scan.PartitionScan,io.sparksgd.input.format.SegmentCounts";
    start("spark.kryo.classesToRegister=" + read);
    CommandLineRun run = CommandLineRun.of("train", place("plain.yaml"));
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("sgd: Class not registered with Kryo: ").contains(REGISTRATOR);
  }
}
