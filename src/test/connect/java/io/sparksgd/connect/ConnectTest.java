package io.sparksgd.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.connect.proto.MlCommandResult.MlOperatorInfo;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.connect.Dataset;
import org.apache.spark.sql.connect.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The estimators on a Spark Connect server that has the jar, from a client that has not. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectTest {
  private static final Path ROOT = Path.of(System.getProperty("project.root"));
  private static final String MOST_BYTES =
      "spark.connect.session.connectML.mlCache.memoryControl.maxModelSize";

  /** Of softmax on 784 pixels and ten classes. */
  private static final int PARAMETERS = 785 * 10;

  private static final Map<String, Object> SOFTMAX =
      Map.of("model", "softmax", "maxIter", 40, "learningRate", 0.01, "batchSize", 256);

  @TempDir private static Path folder;
  private static ConnectServer server;
  private static SparkSession spark;
  private static MlClient ml;

  @BeforeAll
  static void start() throws Exception {
    server = ConnectServer.start(ROOT, folder.resolve("server.log"));
    spark = SparkSession.builder().remote(server.address()).create();
    ml = new MlClient(spark);
  }

  @AfterAll
  static void stop() {
    if (spark != null) {
      spark.close();
    }
    server.close();
  }

  private static Dataset<Row> libsvm(Path file, int features) {
    return spark.read().format("libsvm").option("numFeatures", features).load(file.toString());
  }

  private static Dataset<Row> digits(String part) {
    return libsvm(ROOT.resolve("data/digits." + part + ".libsvm.bz2").toAbsolutePath(), 784);
  }

  private static double accuracy(Dataset<Row> predicted) {
    return predicted.selectExpr("avg(cast(label = prediction as double))").head().getDouble(0);
  }

  @Test
  void aClassifierIsTrainedAppliedSavedAndLoaded() throws Exception {
    Dataset<Row> test = digits("test");
    String model = ml.fit("SgdClassifier", SOFTMAX, digits("train"));
    Dataset<Row> predicted = ml.transform(model, Map.of(), test);
    double accuracy = accuracy(predicted);

    assertThat(accuracy).isBetween(0.8, 0.95);
    Row columns = predicted.selectExpr("count(rawPrediction)", "count(probability)").head();
    assertThat(columns.getLong(0)).isEqualTo(2000);
    assertThat(columns.getLong(1)).isEqualTo(2000);
    assertThat(ml.fetch(model, "toString").getString()).startsWith("SgdClassifier_");
    assertThat(ml.bytes(model)).isEqualTo(4096 + 2 * 8 * PARAMETERS);

    Path saved = folder.resolve("softmax");
    ml.saveModel(model, saved);
    MlOperatorInfo loaded = ml.loadModel("SgdClassificationModel", saved);
    String again = loaded.getObjRef().getId();
    assertThat(accuracy(ml.transform(again, Map.of(), test))).isEqualTo(accuracy);
    assertThat(accuracyByCommandLine(saved)).isEqualTo(accuracy);

    ml.delete(again);
    assertThatThrownBy(() -> ml.transform(again, Map.of(), test).head())
        .hasMessageContaining(again);
    assertThat(accuracy(ml.transform(model, Map.of(), test))).isEqualTo(accuracy);
  }

  private static double accuracyByCommandLine(Path model) throws Exception {
    Path answer = folder.resolve("evaluated.json");
    List<String> command = new ArrayList<>();
    command.add(ROOT.resolve("scripts/sgd").toAbsolutePath().normalize().toString());
    command.addAll(List.of("--master", "local[2]", "evaluate", "--json"));
    command.addAll(List.of("--model", model.toString(), "--data"));
    command.add(ROOT.resolve("data/digits.test.libsvm.bz2").toAbsolutePath().toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(answer.toFile());
    builder.redirectError(folder.resolve("evaluate.log").toFile());
    Process process = builder.start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(folder.resolve("evaluate.log"))).isZero();
    return Double.parseDouble(
        Files.readString(answer).replaceFirst("(?s).*\"accuracy\" : ([0-9.]+).*", "$1"));
  }

  @Test
  void aRegressorIsTrainedAppliedSavedAndLoaded() throws Exception {
    Path file = Files.writeString(folder.resolve("line.libsvm"), line());
    Dataset<Row> data = libsvm(file, 2);
    Map<String, Object> params =
        Map.of("fullBatch", true, "maxIter", 300, "learningRate", 0.5, "standardization", false);
    String model = ml.fit("SgdRegressor", params, data);
    Path saved = folder.resolve("linear");
    ml.saveModel(model, saved);
    String again = ml.loadModel("SgdRegressionModel", saved).getObjRef().getId();

    assertThat(largestError(ml.transform(model, Map.of(), data), "prediction"))
        .isCloseTo(0, within(1e-6));
    assertThat(largestError(ml.transform(again, Map.of("predictionCol", "found"), data), "found"))
        .isCloseTo(0, within(1e-6));
  }

  private static double largestError(Dataset<Row> predicted, String column) {
    return predicted.selectExpr("max(abs(label - " + column + "))").head().getDouble(0);
  }

  /** y = 2 a - b + 3. */
  private static String line() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      double a = (i % 10) / 10.0;
      double b = (i / 10) / 10.0;
      lines.append(2 * a - b + 3).append(" 1:").append(a).append(" 2:").append(b).append('\n');
    }
    return lines.toString();
  }

  @Test
  void anEstimatorIsSavedAndLoaded() {
    Path saved = folder.resolve("estimator");
    ml.saveEstimator("SgdClassifier", SOFTMAX, saved);
    MlOperatorInfo loaded = ml.loadEstimator("SgdClassifier", saved);

    assertThat(loaded.getName()).isEqualTo("io.sparksgd.ml.SgdClassifier");
    assertThat(loaded.getParams().getParamsMap().get("model").getString()).isEqualTo("softmax");
    assertThat(loaded.getParams().getParamsMap().get("learningRate").getDouble()).isEqualTo(0.01);
  }

  @Test
  void aModelThatIsTooLargeForTheServerIsRefusedBeforeItIsTrained() throws IOException {
    // A rate of which the training would fail: it is not begun.
    Map<String, Object> hopeless = Map.of("model", "softmax", "learningRate", 1e300);
    Dataset<Row> train = digits("train");
    spark.conf().set(MOST_BYTES, "100000");
    try {
      assertThatThrownBy(() -> ml.fit("SgdClassifier", hopeless, train))
          .hasMessageContaining(String.valueOf(4096 + 2 * 8 * PARAMETERS))
          .hasMessageContaining("100000");
    } finally {
      spark.conf().unset(MOST_BYTES);
    }
  }

  @Test
  void wrongParamsAreRefusedInOurWords() {
    assertThatThrownBy(() -> ml.fit("SgdRegressor", Map.of("learningRate", -1.0), digits("train")))
        .hasMessageContaining("Invalid learningRate: -1.0");
  }

  /** The server has a list of methods, of Spark's own models alone. */
  @Test
  void coefficientsAndSummariesAreNotFetched() throws Exception {
    Path file = Files.writeString(folder.resolve("other.libsvm"), line());
    String model = ml.fit("SgdRegressor", Map.of("fullBatch", true, "maxIter", 1), libsvm(file, 2));
    for (String method : List.of("coefficients", "summary", "numFeatures")) {
      assertThatThrownBy(() -> ml.fetch(model, method)).hasMessageContaining(method);
    }
  }
}
