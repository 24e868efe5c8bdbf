package io.sparksgd.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.JobConfig;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.Metric;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.testkit.Jobs;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows that are scaled by {@code data.scale} train as rows that were scaled by hand. */
class FeatureScaleTest {
  private static final int ROWS = 80;
  private static final int HELD_OUT = 20;
  private static final int FEATURES = 6;
  private static final int CONSTANT = 3;

  private static final String LOGISTIC = "{kind: logistic}";
  private static final String BATCHES = "batch: {size: 16}\noptimizer: {learning-rate: 0.05}";
  private static final String FULL =
      "batch: {full: true}\noptimizer: {kind: momentum, learning-rate: 0.3}";
  private static final String LOCAL = "\nsynchronize: {local-steps: 3}";

  @TempDir private static Path directory;
  private static final double[][] DATA = new double[ROWS + HELD_OUT][FEATURES];
  private static final double[] MEANS = new double[FEATURES];
  private static final double[] DEVIATIONS = new double[FEATURES];

  /** Which features are scaled, and how. */
  private enum Way {
    DEVIATION,
    STANDARD,
    AUTO;

    double factor(int feature) {
      return feature == CONSTANT || leaves(feature) ? 1 : 1 / DEVIATIONS[feature];
    }

    /** Less the mean of what is centred; a constant has no part in the training. */
    double mean(int feature) {
      boolean centres = feature == CONSTANT || this != DEVIATION && !leaves(feature);
      return centres ? MEANS[feature] : 0;
    }

    private boolean leaves(int feature) {
      return this == AUTO && (feature == 1 || feature == 4);
    }
  }

  @BeforeAll
  static void write() throws IOException {
    Random random = new Random(7);
    for (double[] x : DATA) {
      x[0] = 10 + 0.01 * random.nextGaussian();
      x[1] = random.nextDouble() < 0.3 ? 1 : 0;
      x[2] = -300 * random.nextDouble();
      x[CONSTANT] = 7;
      x[4] = random.nextDouble() < 0.2 ? 5 * random.nextGaussian() : 0;
      x[5] = random.nextGaussian();
    }
    for (int j = 0; j < FEATURES; j++) {
      for (int i = 0; i < ROWS; i++) {
        MEANS[j] += DATA[i][j] / ROWS;
      }
      for (int i = 0; i < ROWS; i++) {
        DEVIATIONS[j] += (DATA[i][j] - MEANS[j]) * (DATA[i][j] - MEANS[j]) / (ROWS - 1);
      }
      DEVIATIONS[j] = Math.sqrt(DEVIATIONS[j]);
    }
    for (String task : List.of("binary", "classes", "numbers")) {
      write(task + "-raw", task, Optional.empty());
      for (Way way : Way.values()) {
        write(task + "-" + way, task, Optional.of(way));
      }
    }
  }

  private static double label(String task, double[] x) {
    double signal = 100 * (x[0] - 10) + x[1] + x[2] / 100 + x[4] / 5 - x[5] + 1.5;
    return switch (task) {
      case "binary" -> signal > 0 ? 1 : 0;
      case "classes" -> signal > 1 ? 2 : signal > -1 ? 1 : 0;
      default -> signal;
    };
  }

  private static void write(String name, String task, Optional<Way> way) throws IOException {
    for (String part : List.of("train", "validation")) {
      List<String> csv = new ArrayList<>(List.of("label,x0,x1,x2,x3,x4,x5"));
      List<String> libsvm = new ArrayList<>();
      boolean trains = part.equals("train");
      for (int i = trains ? 0 : ROWS; i < (trains ? ROWS : ROWS + HELD_OUT); i++) {
        StringBuilder dense = new StringBuilder(Double.toString(label(task, DATA[i])));
        StringBuilder sparse = new StringBuilder(dense);
        for (int j = 0; j < FEATURES; j++) {
          int at = j;
          double x = DATA[i][j];
          double scaled = way.map(w -> (x - w.mean(at)) * w.factor(at)).orElse(x);
          dense.append(',').append(scaled);
          if (scaled != 0) {
            sparse.append(' ').append(j + 1).append(':').append(scaled);
          }
        }
        csv.add(dense.toString());
        libsvm.add(sparse.toString());
      }
      Files.write(directory.resolve(name + "-" + part + ".csv"), csv);
      Files.write(directory.resolve(name + "-" + part + ".libsvm"), libsvm);
    }
  }

  private static JobConfig job(
      String name, String format, String scale, String model, String lines) {
    String columns = format.equals("csv") ? ", features: [x0, x1, x2, x3, x4, x5]" : "";
    String size = format.equals("csv") ? "" : ", num-features: 6";
    return Jobs.parse(
        "data: {train: "
            + directory.resolve(name + "-train." + format)
            + ", validation: "
            + directory.resolve(name + "-validation." + format)
            + columns
            + size
            + ", partitions: 2, scale: "
            + scale
            + "}\nmodel: "
            + model
            + "\nstop: {steps: 30}\noutput: out\n"
            + lines);
  }

  private record Trained(TrainedModel model, TrainingResult result) {}

  private static Trained train(JobConfig job) throws Exception {
    FileRows rows = FileRows.of(SharedSpark.session(), job);
    try (Launch launch = Launch.open(job, rows, InitialModel.load(job, conf()))) {
      PreparedRun run = launch.prepare();
      TrainingResult result = run.train(Optional.empty(), List.of(), RunControl.none());
      return new Trained(run.model(result), result);
    }
  }

  private static org.apache.hadoop.conf.Configuration conf() {
    return SharedSpark.session().sparkContext().hadoopConfiguration();
  }

  /** From weights for scaled rows to weights for the data. */
  private static double[] mappedBack(TrainedModel model, Way way) {
    double[] w = model.weights().clone();
    List<ParameterGroup> groups = model.objective().layout().groups();
    int columns = groups.get(0).columns();
    for (int i = 0; i < groups.get(0).size(); i++) {
      int feature = i / columns;
      w[i] = feature == CONSTANT ? 0 : w[i] * way.factor(feature);
      w[groups.get(1).offset() + i % columns] -= w[i] * way.mean(feature);
    }
    return w;
  }

  static Stream<Arguments> jobs() {
    String mlp = "{kind: mlp, hidden: [4, 3]}";
    String penalty = "\npenalty: {l1: 0.001, l2: 0.01}";
    return Stream.of(
        Arguments.of("binary", "csv", LOGISTIC, BATCHES),
        Arguments.of("binary", "libsvm", LOGISTIC, FULL + penalty),
        Arguments.of("binary", "csv", LOGISTIC, BATCHES + LOCAL),
        Arguments.of(
            "binary", "libsvm", LOGISTIC, FULL + "\ncompression: {kind: top-k, ratio: 0.5}"),
        Arguments.of("binary", "csv", LOGISTIC, BATCHES + "\ncompression: {kind: int8}"),
        Arguments.of("binary", "csv", LOGISTIC, BATCHES + "\ncompression: {broadcast: float32}"),
        Arguments.of("classes", "libsvm", "{kind: softmax}", BATCHES + penalty),
        Arguments.of("classes", "csv", "{kind: softmax}", BATCHES + LOCAL + penalty),
        Arguments.of("numbers", "csv", "{kind: linear}", BATCHES),
        Arguments.of("numbers", "libsvm", "{kind: huber}", BATCHES + LOCAL),
        Arguments.of("binary", "csv", mlp, BATCHES),
        Arguments.of("classes", "libsvm", mlp, BATCHES + LOCAL),
        Arguments.of("binary", "csv", LOGISTIC, "batch: {size: 8, accumulation-steps: 2}" + LOCAL),
        Arguments.of(
            "binary",
            "libsvm",
            LOGISTIC,
            "batch: {size: 16}\noptimizer: {kind: adagrad, learning-rate: 0.1, average-decay: 0.9,"
                + " clip-norm: 1}"));
  }

  @ParameterizedTest
  @MethodSource("jobs")
  void theModelIsThatOfRowsScaledByHand(String task, String format, String model, String lines)
      throws Exception {
    for (Way way : Way.values()) {
      String scale = way.name().toLowerCase(java.util.Locale.ROOT);
      Trained found = train(job(task + "-raw", format, scale, model, lines));
      Trained byHand = train(job(task + "-" + way, format, "none", model, lines));

      assertThat(found.model().weights())
          .as(scale)
          .containsExactly(mappedBack(byHand.model(), way), within(1e-9 * size(found)));
      assertThat(found.result().last().validation().get(Metric.LOSS))
          .isCloseTo(byHand.result().last().validation().get(Metric.LOSS), within(1e-9));
      assertThat(found.result().last().trainLoss())
          .isCloseTo(byHand.result().last().trainLoss(), within(1e-9));
    }
  }

  /** The largest weight; intercepts are differences of such. */
  private static double size(Trained found) {
    double size = 1;
    for (double w : found.model().weights()) {
      size = Math.max(size, Math.abs(w));
    }
    return size;
  }

  @Test
  void standardNeedsAModelWhoseInterceptTakesTheMeans() {
    String file = "binary-raw";
    for (String model :
        List.of("{kind: logistic, intercept: false}", "{kind: factorization-machine}")) {
      assertThatThrownBy(() -> train(job(file, "csv", "standard", model, BATCHES)))
          .isInstanceOf(InvalidPlanException.class)
          .hasMessage(
              "Invalid data.scale: standard with a model that has no intercept for all that its"
                  + " weights multiply (allowed: none, auto, deviation; auto and deviation subtract"
                  + " no means here)");
    }
  }
}
