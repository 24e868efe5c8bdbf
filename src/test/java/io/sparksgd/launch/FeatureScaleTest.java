package io.sparksgd.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.model.TrainedModel;
import io.sparksgd.monitor.Metric;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.testkit.Jobs;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.train.Checkpoints;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.StopRequest;
import io.sparksgd.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that are scaled by {@code data.scale} train as rows that were scaled by hand. */
class FeatureScaleTest {
  private static final int ROWS = 80;
  private static final int HELD_OUT = 20;
  private static final int FEATURES = 6;
  private static final int WIDTH = 120;
  private static final int CONSTANT = 3;

  private static final String LOGISTIC = "{kind: logistic}";
  private static final String BATCHES = "batch: {size: 16}\noptimizer: {learning-rate: 0.05}";
  private static final String FULL =
      "batch: {full: true}\noptimizer: {kind: momentum, learning-rate: 0.3}";
  private static final String SGD =
      "batch: {size: 4}\noptimizer: {kind: adagrad, learning-rate: 0.05}";
  private static final String LOCAL = "\nsynchronize: {local-steps: 3}";

  @TempDir private static Path directory;
  private static final Data NARROW = new Data(FEATURES);
  private static final Data WIDE = new Data(WIDTH);

  /** Rows, of which the first are for training, and what is known of them. */
  private static final class Data {
    private final double[][] rows;
    private final double[] means;
    private final double[] deviations;
    private final double[] nonZeros;

    Data(int features) {
      rows = new double[ROWS + HELD_OUT][features];
      means = new double[features];
      deviations = new double[features];
      nonZeros = new double[features];
      Random random = new Random(7);
      for (double[] x : rows) {
        for (int j = FEATURES; j < features; j++) {
          x[j] = random.nextDouble() < 0.03 ? 1 + random.nextInt(4) : 0;
        }
        x[0] = 10 + 0.01 * random.nextGaussian();
        x[1] = random.nextDouble() < 0.3 ? 1 : 0;
        x[2] = -300 * random.nextDouble();
        x[CONSTANT] = 7;
        x[4] = random.nextDouble() < 0.2 ? 5 * random.nextGaussian() : 0;
        x[5] = random.nextGaussian();
      }
      for (int j = 0; j < features; j++) {
        measure(j);
      }
    }

    private void measure(int j) {
      for (int i = 0; i < ROWS; i++) {
        means[j] += rows[i][j] / ROWS;
        nonZeros[j] += rows[i][j] == 0 ? 0 : 1;
      }
      for (int i = 0; i < ROWS; i++) {
        deviations[j] += (rows[i][j] - means[j]) * (rows[i][j] - means[j]) / (ROWS - 1);
      }
      deviations[j] = Math.sqrt(deviations[j]);
    }

    boolean isConstant(int feature) {
      return feature == CONSTANT || nonZeros[feature] == 0;
    }
  }

  private static Data data(String task) {
    return task.equals("wide") ? WIDE : NARROW;
  }

  /** Which features are scaled, and how. */
  private enum Way {
    DEVIATION,
    STANDARD,
    AUTO;

    double factor(Data data, int feature) {
      boolean stays = data.isConstant(feature) || leaves(data, feature);
      return stays ? 1 : 1 / data.deviations[feature];
    }

    /** Less the mean of what is centred; a constant has no part in the training. */
    double mean(Data data, int feature) {
      boolean centres = data.isConstant(feature) || this != DEVIATION && !leaves(data, feature);
      return centres ? data.means[feature] : 0;
    }

    private boolean leaves(Data data, int feature) {
      return this == AUTO && data.nonZeros[feature] <= ROWS / 2.0;
    }
  }

  @BeforeAll
  static void write() throws IOException {
    for (String task : List.of("binary", "classes", "numbers", "wide")) {
      write(task + "-raw", task, Optional.empty());
      for (Way way : Way.values()) {
        write(task + "-" + way, task, Optional.of(way));
      }
    }
  }

  private static double label(String task, double[] x) {
    double signal = 100 * (x[0] - 10) + x[1] + x[2] / 100 + x[4] / 5 - x[5] + 1.5;
    return switch (task) {
      case "binary", "wide" -> signal > 0 ? 1 : 0;
      case "classes" -> signal > 1 ? 2 : signal > -1 ? 1 : 0;
      default -> signal;
    };
  }

  private static void write(String name, String task, Optional<Way> way) throws IOException {
    for (String part : List.of("train", "validation")) {
      Data data = data(task);
      List<String> csv = new ArrayList<>(List.of("label,x0,x1,x2,x3,x4,x5"));
      List<String> libsvm = new ArrayList<>();
      boolean trains = part.equals("train");
      for (int i = trains ? 0 : ROWS; i < (trains ? ROWS : ROWS + HELD_OUT); i++) {
        StringBuilder dense = new StringBuilder(Double.toString(label(task, data.rows[i])));
        StringBuilder sparse = new StringBuilder(dense);
        for (int j = 0; j < data.means.length; j++) {
          int at = j;
          double x = data.rows[i][j];
          double scaled = way.map(w -> (x - w.mean(data, at)) * w.factor(data, at)).orElse(x);
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
      String name, String format, String scale, String model, String lines, String... overrides) {
    String columns = format.equals("csv") ? ", features: [x0, x1, x2, x3, x4, x5]" : "";
    String size =
        format.equals("csv")
            ? ""
            : ", num-features: " + (name.startsWith("wide") ? WIDTH : FEATURES);
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
            + "\nstop: {steps: 12}\noutput: out\n"
            + lines,
        overrides);
  }

  private record Trained(TrainedModel model, TrainingResult result) {}

  private static Trained train(JobConfig job) throws Exception {
    return train(job, Optional.empty(), RunControl.none());
  }

  private static Trained train(JobConfig job, Optional<InitialModel> initial, RunControl control)
      throws Exception {
    FileRows rows = FileRows.of(SharedSpark.session(), job);
    try (Launch launch = Launch.open(job, rows, initial)) {
      PreparedRun run = launch.prepare();
      TrainingResult result = run.train(Optional.empty(), List.of(), control);
      return new Trained(run.model(result), result);
    }
  }

  /** From weights for scaled rows to weights for the data. */
  private static double[] mappedBack(TrainedModel model, Data data, Way way) {
    double[] w = model.weights().clone();
    List<ParameterGroup> groups = model.objective().layout().groups();
    int columns = groups.get(0).columns();
    for (int i = 0; i < groups.get(0).size(); i++) {
      int feature = i / columns;
      w[i] = data.isConstant(feature) ? 0 : w[i] * way.factor(data, feature);
      w[groups.get(1).offset() + i % columns] -= w[i] * way.mean(data, feature);
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
        Arguments.of("wide", "libsvm", LOGISTIC, SGD),
        Arguments.of("wide", "libsvm", LOGISTIC, SGD + LOCAL),
        Arguments.of("wide", "libsvm", LOGISTIC, SGD + "\ncompression: {kind: bf16}"),
        Arguments.of("wide", "libsvm", LOGISTIC, "batch: {size: 4}" + LOCAL),
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
          .containsExactly(mappedBack(byHand.model(), data(task), way), within(1e-9 * size(found)));
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

  @Test
  void stepsInFloat32TakeNoMeans() throws Exception {
    String lines =
        "optimizer: {kind: adagrad, learning-rate: 0.05}\nbatch: {size: 16}\nsynchronize:"
            + " {local-steps: 3, local-precision: float32}";
    assertThatThrownBy(() -> train(job("binary-raw", "csv", "standard", LOGISTIC, lines)))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "Invalid data.scale: standard with synchronize.local-precision: float32 (allowed: none,"
                + " auto, deviation; auto and deviation subtract no means here)");
    JobConfig auto = job("binary-raw", "csv", "auto", LOGISTIC, lines);
    try (Launch launch =
        Launch.open(auto, FileRows.of(SharedSpark.session(), auto), Optional.empty())) {
      assertThat(launch.prepare().centring().isEmpty()).isTrue();
    }
  }

  @Test
  void scalingFeaturesAndColumnsIsAnError() {
    String yaml =
        "data: {train: a.csv, label: y, scale: standard}\nmodel: {kind: logistic}\noutput: out\n"
            + "features: {numbers: [x], scale: deviation}";

    assertThat(Jobs.errors(yaml))
        .containsExactly(
            "job.yaml:1: Invalid data.scale: standard with features.scale: deviation (allowed: one"
                + " of them, the other none)");
    assertThat(Jobs.parse(yaml, "data.scale=none").data().scale()).isEqualTo(FeatureScale.NONE);
    assertThat(Jobs.parse(yaml, "features.scale=none").data().scale())
        .isEqualTo(FeatureScale.STANDARD);
  }

  /**
   * Newton's method takes one step here; descent takes as many as the features are badly scaled.
   */
  @Test
  void featuresFarFromZeroAreLearnedInFewStepsWhereTheyAreCentred() throws Exception {
    List<String> lines = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 400; i++) {
      double a = random.nextGaussian();
      double b = random.nextGaussian();
      double margin = 2 * a - b + 0.5;
      lines.add(
          (random.nextDouble() < 1 / (1 + Math.exp(-margin)) ? 1 : 0)
              + " 1:"
              + (10 + 0.01 * a)
              + " 2:"
              + (10 + 0.01 * b));
    }
    Files.write(directory.resolve("far-train.libsvm"), lines);
    Files.write(directory.resolve("far-validation.libsvm"), lines);

    Trained standard = far("standard", 0.5, 200);
    double lowest = far("standard", 0.5, 600).result().last().validation().get(Metric.LOSS);
    // The largest curvature is about 201 / 4; nesterov explodes from 1.36 over that.
    double plain = far("none", 0.02, 2000).result().last().validation().get(Metric.LOSS);

    assertThat(standard.result().last().validation().get(Metric.LOSS))
        .isCloseTo(lowest, within(1e-6));
    assertThat(lowest).isLessThan(0.5);
    assertThat(plain).isGreaterThan(lowest + 0.1);
  }

  private static Trained far(String scale, double rate, int steps) throws Exception {
    JobConfig job =
        Jobs.parse(
            "data: {train: "
                + directory.resolve("far-train.libsvm")
                + ", validation: "
                + directory.resolve("far-validation.libsvm")
                + ", partitions: 1, scale: "
                + scale
                + "}\nmodel: {kind: logistic}\nbatch: {full: true}\noptimizer: {kind: nesterov,"
                + " learning-rate: "
                + rate
                + "}\nstop: {steps: "
                + steps
                + "}\nevaluate: {every-steps: 100000}\noutput: out\n");
    return train(job);
  }

  @Test
  void sparseRowsStaySparseAndWithoutDenseFeaturesAsTheyWere() throws Exception {
    assertThat(bytes("wide-raw", "standard")).isEqualTo(bytes("wide-raw", "deviation"));
    List<String> sparse =
        Files.readAllLines(directory.resolve("wide-raw-train.libsvm")).stream()
            .map(line -> line.replaceAll(" [1-6]:\\S+", ""))
            .toList();
    Files.write(directory.resolve("widesparse-train.libsvm"), sparse);
    Files.write(directory.resolve("widesparse-validation.libsvm"), sparse);
    JobConfig job = job("widesparse", "libsvm", "auto", LOGISTIC, BATCHES);
    try (Launch launch =
        Launch.open(job, FileRows.of(SharedSpark.session(), job), Optional.empty())) {
      assertThat(launch.prepare().train()).isSameAs(launch.input().train());
    }
    assertThat(train(job).model().weights())
        .containsExactly(
            train(job("widesparse", "libsvm", "none", LOGISTIC, BATCHES)).model().weights());
  }

  private static long bytes(String name, String scale) throws Exception {
    JobConfig job = job(name, "libsvm", scale, LOGISTIC, BATCHES);
    try (Launch launch =
        Launch.open(job, FileRows.of(SharedSpark.session(), job), Optional.empty())) {
      return launch.prepare().train().bytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", LOCAL})
  void aRunThatResumesGivesTheSameBits(String rounds) throws Exception {
    String lines = BATCHES + rounds + "\nevaluate: {every-steps: 6}";
    JobConfig whole = job("binary-raw", "csv", "standard", LOGISTIC, lines);
    JobConfig half = job("binary-raw", "csv", "standard", LOGISTIC, lines, "stop.steps=6");
    Path saved = directory.resolve("saved" + rounds.length());

    train(half, Optional.empty(), saving(saved));
    Trained resumed = train(whole, Optional.empty(), saving(saved));

    Trained straight = train(whole);
    assertThat(resumed.result().steps()).isEqualTo(straight.result().steps());
    assertThat(resumed.model().weights()).containsExactly(straight.model().weights());
  }

  private static RunControl saving(Path folder) throws IOException {
    CheckpointFolder at =
        CheckpointFolder.at(
            new org.apache.hadoop.fs.Path(folder.toString()),
            SharedSpark.session().sparkContext().hadoopConfiguration());
    Checkpoints checkpoints =
        new Checkpoints(
            CheckpointWriter.claim(at, 2, "out"),
            5,
            at.newest(warning -> {}),
            OnFailure.CONTINUE,
            Map::of);
    return new RunControl(Optional.of(checkpoints), new StopRequest());
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "auto", "deviation"})
  void anOptimizerGoesOnWithTheSameScaling(String scale) throws Exception {
    String model = "{kind: logistic, keep-optimizer: true}";
    String on = "{kind: logistic, init: before, init-optimizer: true}";
    TrainedModel first =
        train(job("binary-raw", "csv", scale, model, FULL, "stop.steps=6")).model();
    Optional<InitialModel> initial = Optional.of(InitialModel.of(first));

    TrainedModel second =
        train(job("binary-raw", "csv", scale, on, FULL, "stop.steps=6"), initial, RunControl.none())
            .model();

    Trained whole = train(job("binary-raw", "csv", scale, LOGISTIC, FULL));
    assertThat(second.weights())
        .containsExactly(whole.model().weights(), within(1e-9 * size(whole)));
    String other = scale.equals("auto") ? "none" : "auto";
    assertThatThrownBy(
            () -> train(job("binary-raw", "csv", other, on, FULL), initial, RunControl.none()))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "Invalid model.init-optimizer: data.scale is %s (allowed: %s, as in the training of"
                + " the initial model)",
            other, scale);
  }

  @Test
  void aModelGoesOnWithoutItsOptimizerOnOtherScales() throws Exception {
    TrainedModel first = train(job("binary-raw", "csv", "none", LOGISTIC, FULL)).model();
    String init = "{kind: logistic, init: before}";

    TrainedModel next =
        train(
                job("binary-raw", "csv", "standard", init, FULL, "optimizer.learning-rate=1e-300"),
                Optional.of(InitialModel.of(first)),
                RunControl.none())
            .model();

    assertThat(next.weights()).containsExactly(first.weights(), within(1e-9));
  }
}
