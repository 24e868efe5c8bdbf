package io.sparksgd.bench;

import io.sparksgd.cli.generate.GenerateFormat;
import io.sparksgd.cli.generate.GenerateKind;
import io.sparksgd.cli.generate.GenerateSettings;
import io.sparksgd.cli.generate.Generator;
import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.ModelSpec.Output;
import io.sparksgd.objective.Objective;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.spark.ml.classification.FMClassificationModel;
import org.apache.spark.ml.classification.FMClassifier;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Seconds of training to an accuracy or a loss on held-out rows, of models that are not linear: a
 * perceptron on handwritten digits beside spark.ml's MultilayerPerceptronClassifier of the same
 * shape, a factorization machine on generated interactions beside spark.ml's FMClassifier. A peer
 * that shows nothing on its way is fitted anew with more and more iterations, and timed at the
 * first number that is enough.
 */
final class NetworksSuite implements Suite {
  private static final String DIGITS = "digits";
  private static final String INTERACTIONS = "interactions";
  private static final int[] HIDDEN = {300, 100};

  private static final String OUR_PERCEPTRON = "784-300-100-10, ours: to the accuracy";
  private static final String PERCEPTRON = "784-300-100-10, spark.ml: to the accuracy";
  private static final String OUR_MACHINE = "factorization machine, ours: to the loss";
  private static final String MACHINE = "factorization machine, spark.ml: to the loss";
  private static final String GAP = "factorization machine, ours: share of the gap";

  /** As in a job file; the place to tune. */
  private static final String[] PERCEPTRON_JOB = {
    "batch: {size: 64}",
    "optimizer: {kind: adamw, learning-rate: 0.001}",
    "synchronize: {local-epochs: 0.25}",
    "stop: {epochs: 10, target: {metric: accuracy, value: %s}}",
    "evaluate: {every-epochs: 0.25, metrics: [accuracy]}"
  };

  private static final String[] MACHINE_JOB = {
    "batch: {size: 32}",
    "optimizer: {kind: adagrad, learning-rate: 0.1}",
    "synchronize: {local-epochs: 0.25}",
    "stop: {epochs: 10}",
    "evaluate: {every-epochs: 0.25, metrics: [log-loss]}"
  };

  private static final int FEATURES = 1000;
  private static final int FACTORS = 4;

  /** Share of what a machine can gain over a linear model that counts as reached. */
  private static final double SHARE = 0.9;

  /** Numbers of iterations at which spark.ml's perceptron is tried, with the whole of MNIST. */
  private static final int[] PERCEPTRON_ITERATIONS = {75, 100, 125};

  private static final int[] MACHINE_ITERATIONS = {25, 50, 100, 200};

  private static final double[] MACHINE_STEP_SIZES = {0.1, 0.05, 0.025};

  @Override
  public String name() {
    return "networks";
  }

  @Override
  public String question() {
    return "How long do a perceptron and a factorization machine train to the same held-out result"
        + " as spark.ml's?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    int heap = scale.pick(2048, 8192);
    return List.of(Part.of(DIGITS, heap), Part.of(INTERACTIONS, heap));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    SparkSession session = BenchSpark.start("local[2]");
    try {
      if (part.name().equals(DIGITS)) {
        digits(session, scale, Math.min(repetitions, 3), recorder);
      } else {
        interactions(session, scale, Math.min(repetitions, 3), recorder);
      }
    } finally {
      session.stop();
    }
  }

  private static void digits(SparkSession session, Scale scale, int repetitions, Recorder recorder)
      throws Exception {
    Path home = Path.of(System.getenv("BENCH_HOME"));
    Path full = home.resolve("data/full");
    boolean whole = scale == Scale.FULL && Files.exists(full.resolve("digits.train.libsvm.bz2"));
    Path data = whole ? full : home.resolve("data");
    double target = whole ? 0.97 : 0.9;
    recorder.remark(
        whole
            ? "All of MNIST, accuracy 97 % on its 10,000 test digits."
            : "The sample of 10,000 digits, accuracy 90 %; scripts/fetch-digits gets all of"
                + " MNIST.");
    String train = data.resolve("digits.train.libsvm.bz2").toString();
    String test = data.resolve("digits.test.libsvm.bz2").toString();
    try (TrainingInput input = read(session, Format.LIBSVM, train, test, DigitFiles.PIXELS)) {
      ModelSpec spec =
          new ModelSpec.Mlp(
              List.of(HIDDEN[0], HIDDEN[1]), Activation.RELU, Output.SOFTMAX, 1, 0, 0);
      Objective objective = spec.build(DigitFiles.PIXELS, DigitFiles.CLASSES, Intercept.FITTED);
      String[] job = PERCEPTRON_JOB.clone();
      job[3] = String.format(Locale.ROOT, job[3], target);
      Runs.curve(objective, job, input, Metric.ACCURACY);
      for (int repetition = 0; repetition < repetitions; repetition++) {
        LossCurve curve = Runs.curve(objective, job, input, Metric.ACCURACY);
        OptionalDouble seconds = curve.secondsTo(1 - target);
        if (seconds.isPresent()) {
          recorder.add(OUR_PERCEPTRON, "s", seconds.getAsDouble());
        } else {
          recorder.remark("Ours reached " + (1 - curve.best()));
        }
      }
    }
    perceptronOfSpark(session, train, test, target, scale, recorder);
  }

  private static void perceptronOfSpark(
      SparkSession session,
      String train,
      String test,
      double target,
      Scale scale,
      Recorder recorder) {
    Dataset<Row> trainRows = libsvm(session, train).cache();
    Dataset<Row> testRows = libsvm(session, test).cache();
    trainRows.count();
    testRows.count();
    for (int iterations : scale.pick(new int[] {5}, PERCEPTRON_ITERATIONS)) {
      MultilayerPerceptronClassifier estimator =
          new MultilayerPerceptronClassifier()
              .setLayers(new int[] {DigitFiles.PIXELS, HIDDEN[0], HIDDEN[1], DigitFiles.CLASSES})
              .setSeed(1)
              .setTol(0)
              .setMaxIter(iterations);
      long start = System.nanoTime();
      var model = estimator.fit(trainRows);
      double seconds = (System.nanoTime() - start) / 1e9;
      double right =
          (double)
                  model
                      .transform(testRows)
                      .filter(functions.col("prediction").equalTo(functions.col("label")))
                      .count()
              / testRows.count();
      recorder.remark(
          "MultilayerPerceptronClassifier, "
              + iterations
              + " iterations: accuracy "
              + Markdown.number(right)
              + " in "
              + Markdown.number(seconds)
              + " s");
      if (right >= target
          || iterations == PERCEPTRON_ITERATIONS[PERCEPTRON_ITERATIONS.length - 1]) {
        recorder.add(PERCEPTRON, "s", seconds);
        if (right < target) {
          recorder.remark("It did not get there; its time is that of its last try.");
        }
        return;
      }
    }
  }

  private static Dataset<Row> libsvm(SparkSession session, String file) {
    return session
        .read()
        .format("libsvm")
        .option("numFeatures", String.valueOf(DigitFiles.PIXELS))
        .load(file)
        .repartition(2);
  }

  private static void interactions(
      SparkSession session, Scale scale, int repetitions, Recorder recorder) throws Exception {
    String train = "interactions-train";
    String test = "interactions-test";
    long rows = scale.pick(50_000L, 500_000L);
    ClickFiles.delete(Path.of(train));
    ClickFiles.delete(Path.of(test));
    double best = Generator.generate(session, settings(train, rows, 0)).best().get("log-loss");
    Generator.generate(session, settings(test, 100_000, rows));
    Dataset<Row> trainRows = session.read().parquet(train).coalesce(2).cache();
    Dataset<Row> testRows = session.read().parquet(test).cache();
    trainRows.count();
    testRows.count();
    try (TrainingInput input = read(session, Format.PARQUET, train, test, FEATURES)) {
      double linear =
          Runs.curve(
                  new ModelSpec.Logistic().build(FEATURES, 2, Intercept.FITTED),
                  MACHINE_JOB,
                  input,
                  Metric.LOG_LOSS)
              .best();
      double target = linear - SHARE * (linear - best);
      recorder.remark(
          "A linear model has "
              + Markdown.number(linear)
              + ", the truth "
              + Markdown.number(best)
              + "; the loss to reach is "
              + Markdown.number(target)
              + ".");
      Objective machine =
          new ModelSpec.FactorizationMachine(FACTORS, Output.LOGISTIC, 1, 0.1)
              .build(FEATURES, 2, Intercept.FITTED);
      Runs.curve(machine, MACHINE_JOB, input, Metric.LOG_LOSS);
      for (int repetition = 0; repetition < repetitions; repetition++) {
        LossCurve curve = Runs.curve(machine, MACHINE_JOB, input, Metric.LOG_LOSS);
        curve.secondsTo(target).ifPresent(seconds -> recorder.add(OUR_MACHINE, "s", seconds));
        recorder.add(GAP, "", (linear - curve.best()) / (linear - best));
      }
      machineOfSpark(trainRows, testRows, target, scale, recorder);
    }
  }

  private static void machineOfSpark(
      Dataset<Row> trainRows,
      Dataset<Row> testRows,
      double target,
      Scale scale,
      Recorder recorder) {
    double seconds = 0;
    for (int iterations : scale.pick(new int[] {20}, MACHINE_ITERATIONS)) {
      for (double stepSize : MACHINE_STEP_SIZES) {
        FMClassifier estimator =
            new FMClassifier()
                .setFactorSize(FACTORS)
                .setInitStd(0.1)
                .setSolver("adamW")
                .setStepSize(stepSize)
                .setMiniBatchFraction(0.1)
                .setTol(0)
                .setSeed(1)
                .setMaxIter(iterations);
        long start = System.nanoTime();
        FMClassificationModel model = estimator.fit(trainRows);
        seconds = (System.nanoTime() - start) / 1e9;
        double loss =
            logLoss(
                model
                    .transform(testRows)
                    .withColumn(
                        "probabilities",
                        org.apache.spark.ml.functions.vector_to_array(
                            functions.col("probability"), "float64")));
        recorder.remark(
            "FMClassifier, "
                + iterations
                + " iterations, step size "
                + stepSize
                + ": "
                + Markdown.number(loss)
                + " in "
                + Markdown.number(seconds)
                + " s");
        if (loss <= target) {
          recorder.add(MACHINE, "s", seconds);
          return;
        }
      }
    }
    recorder.add(MACHINE, "s", seconds);
    recorder.remark("It did not get there; its time is that of its last try.");
  }

  private static double logLoss(Dataset<Row> scored) {
    return scored
        .select(
            functions.avg(
                functions.expr(
                    "-ln(greatest(1e-15, element_at(probabilities, cast(label as int) + 1)))")))
        .first()
        .getDouble(0);
  }

  private static GenerateSettings settings(String out, long rows, long firstRow) {
    return new GenerateSettings(
        GenerateKind.INTERACTIONS,
        rows,
        out,
        20261124,
        firstRow,
        OptionalInt.empty(),
        OptionalInt.of(2),
        OptionalDouble.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.of(GenerateFormat.PARQUET));
  }

  private static TrainingInput read(
      SparkSession session, Format format, String train, String test, int features)
      throws Exception {
    LabelRule labels = format == Format.LIBSVM ? LabelRule.CLASSES : LabelRule.BINARY;
    InputOptions options =
        InputOptions.of(format, labels).numFeatures(features).partitions(2).build();
    return TrainingReader.read(
        session, List.of(train), new ValidationSource.Paths(List.of(test)), options);
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    return List.of(
        Ratio.atLeast(
            5, "MultilayerPerceptronClassifier's time / ours", PERCEPTRON, OUR_PERCEPTRON),
        Ratio.atLeast(10, "FMClassifier's time / ours", MACHINE, OUR_MACHINE));
  }
}
