package io.sparksgd.bench;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Objective;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.mllib.linalg.Vector;
import org.apache.spark.mllib.optimization.SimpleUpdater;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Seconds of training until the held-out log-loss is within half a percent of the best of
 * spark.ml's tuned LogisticRegression. Reading and packing is shown apart for everybody, looking at
 * the held-out rows counts for nobody.
 */
final class TimeToLossSuite implements Suite {
  /** Our synchronous mode, as in a job file; the place to tune. */
  private static final String[] OUR_JOB = {
    "batch: {size: 32768}",
    "penalty: {l2: 0.00001}",
    "optimizer: {kind: adagrad, learning-rate: 0.25}",
    "stop: {epochs: 3}",
    "evaluate: {every-steps: 4, metrics: [log-loss]}"
  };

  /** Local SGD: the same rule, an update for each row, the weights averaged once a pass. */
  private static final String[] OUR_LOCAL_JOB = {
    "batch: {size: 1, sampling: block-shuffle}",
    "optimizer: {kind: adagrad, learning-rate: 0.15, initial-accumulator: 1}",
    "synchronize: {local-epochs: 1, local-precision: float32}",
    "stop: {epochs: 2}",
    "evaluate: {every-epochs: 1, metrics: [log-loss]}"
  };

  /** Short runs are measured more often. */
  private static final int OURS_A_TURN = 3;

  private static final double WITHIN = 1.005;
  private static final double MLLIB_STEP_SIZE = 10;
  private static final double MLLIB_FRACTION = 0.1;
  private static final int MLLIB_SNAPSHOTS = 10;

  private static final String SPARK = "Spark";
  private static final String LIBLINEAR = "liblinear-java";
  private static final String TRIBUO = "Tribuo";
  private static final String VOWPAL_WABBIT = "Vowpal Wabbit";
  private static final String OURS = "ours, synchronous";
  private static final String LOCAL = "ours, local SGD";
  private static final String REGRESSION_TARGET = "LogisticRegression: to the target";
  private static final String REGRESSION_BEST = "LogisticRegression: best fit";
  private static final String MLLIB = "MLlib GradientDescent";

  @Override
  public String name() {
    return "time-to-loss";
  }

  @Override
  public String question() {
    return "How long does training on click logs take to come within 0.5 % of the best held-out"
        + " log-loss of spark.ml's tuned LogisticRegression?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    int heap = scale.pick(2048, 8192);
    return List.of(
        Part.of(SPARK, heap),
        Part.of(LIBLINEAR, heap),
        Part.of(TRIBUO, heap),
        Part.of(VOWPAL_WABBIT, heap));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    ClickFiles files = new ClickFiles(Path.of(""));
    if (part.name().equals(SPARK)) {
      SparkSession session = BenchSpark.start("local[2]");
      try {
        measureOnSpark(session, files, scale, Math.min(repetitions, 3), recorder);
      } finally {
        session.stop();
      }
      return;
    }
    CsrRows train = ClickFiles.read(files.trainArrays());
    CsrRows test = ClickFiles.read(files.testArrays());
    double target = files.target();
    switch (part.name()) {
      case LIBLINEAR -> LiblinearPeer.measure(train, test, target, recorder);
      case TRIBUO -> TribuoPeer.measure(train, test, target, recorder);
      default -> {
        VowpalWabbitPeer.measure(train, test, target, recorder);
        files.clear();
      }
    }
  }

  private static void measureOnSpark(
      SparkSession session, ClickFiles files, Scale scale, int repetitions, Recorder recorder)
      throws Exception {
    files.generate(session, scale.pick(50_000L, 1_000_000L), scale.pick(10_000L, 100_000L));
    long start = System.nanoTime();
    Dataset<Row> cached = session.read().parquet(files.trainParquet()).coalesce(2).cache();
    cached.count();
    recorder.add("LogisticRegression: reading, caching", "s", (System.nanoTime() - start) / 1e9);
    start = System.nanoTime();
    try (TrainingInput input = read(session, files)) {
      recorder.add("ours: reading, packing", "s", (System.nanoTime() - start) / 1e9);
      CsrRows test = CsrRows.of(DrawnBlocks.collect(input.validation().orElseThrow()));
      ClickFiles.write(test, files.testArrays());
      ClickFiles.write(CsrRows.of(DrawnBlocks.collect(input.train())), files.trainArrays());
      LogisticRegressionPeer regression =
          new LogisticRegressionPeer(cached, test, scale.pick(12, 100));
      double best = regression.tune(recorder);
      double target = best * WITHIN;
      files.writeTarget(target);
      recorder.add("LogisticRegression: best held-out log-loss", "nats", best);
      recorder.remark("The target is a held-out log-loss of " + target + ".");
      int iterations = regression.iterationsTo(target);
      recorder.remark("LogisticRegression reaches the target with maxIter " + iterations + ".");
      ours(OURS, OUR_JOB, input, target, new Recorder("warm-up"));
      ours(LOCAL, OUR_LOCAL_JOB, input, target, new Recorder("warm-up"));
      for (int repetition = 0; repetition < repetitions; repetition++) {
        recorder.add(REGRESSION_TARGET, "s", regression.seconds(iterations));
        recorder.add(REGRESSION_BEST, "s", regression.bestSeconds());
        for (int i = 0; i < OURS_A_TURN; i++) {
          ours(OURS, OUR_JOB, input, target, recorder);
          ours(LOCAL, OUR_LOCAL_JOB, input, target, recorder);
        }
      }
      cached.unpersist(true);
      mllib(input, test, target, scale, recorder);
    }
  }

  private static TrainingInput read(SparkSession session, ClickFiles files) throws Exception {
    InputOptions options =
        InputOptions.of(Format.PARQUET, LabelRule.BINARY)
            .numFeatures(ClickFiles.FEATURES)
            .partitions(2)
            .build();
    ValidationSource test = new ValidationSource.Paths(List.of(files.testParquet()));
    return TrainingReader.read(session, List.of(files.trainParquet()), test, options);
  }

  private static void ours(
      String name, String[] job, TrainingInput input, double target, Recorder recorder) {
    Objective objective = Runs.logistic(ClickFiles.FEATURES);
    Runs.curve(objective, job, input, Metric.LOG_LOSS).record(name, target, recorder);
  }

  private static void mllib(
      TrainingInput input, CsrRows test, double target, Scale scale, Recorder recorder) {
    try (MllibGradientDescent mllib =
        MllibGradientDescent.withIntercept(input.train(), ClickFiles.FEATURES)) {
      int steps = scale.pick(20, 200);
      Snapshots snapshots = new Snapshots(test, steps / MLLIB_SNAPSHOTS);
      mllib.run(snapshots, MLLIB_STEP_SIZE, MLLIB_FRACTION, steps);
      snapshots.curve.record(MLLIB, target, recorder);
      recorder.remark(MLLIB + ": step size 10, a tenth of the rows a step, " + steps + " steps.");
    }
  }

  /** Looks at the held-out rows every so many steps, off the clock. */
  private static final class Snapshots extends SimpleUpdater {
    private static final long serialVersionUID = 1L;

    private final transient CsrRows test;
    private final transient LossCurve curve = new LossCurve();
    private final int every;
    private final long start = System.nanoTime();
    private long looking;

    Snapshots(CsrRows test, int every) {
      this.test = test;
      this.every = every;
    }

    @Override
    public Tuple2<Vector, Object> compute(
        Vector weights, Vector gradient, double stepSize, int iteration, double regParam) {
      Tuple2<Vector, Object> updated =
          super.compute(weights, gradient, stepSize, iteration, regParam);
      // The call before the first step has step size 0.
      if (stepSize > 0 && iteration % every == 0) {
        long now = System.nanoTime();
        double[] w = updated._1().toArray();
        curve.add((now - start - looking) / 1e9, test.logLoss(w, w[ClickFiles.FEATURES]));
        looking += System.nanoTime() - now;
      }
      return updated;
    }
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    String ours = OURS + ": to the target";
    String local = LOCAL + ": to the target";
    return List.of(
        Ratio.atLeast(2, "LogisticRegression's time / ours", REGRESSION_TARGET, ours),
        Ratio.shown("the time of LogisticRegression's best fit / ours", REGRESSION_BEST, ours),
        Ratio.atLeast(10, "MLlib GradientDescent's time / ours", MLLIB + ": to the target", ours),
        Ratio.shown("liblinear-java's time / ours", LIBLINEAR + ": to the target", ours),
        Ratio.shown("Tribuo's time / ours", TRIBUO + ": to the target", ours),
        Ratio.shown("Vowpal Wabbit's time / ours", VOWPAL_WABBIT + ": to the target", ours),
        Ratio.atLeast(
            20, "the time of LogisticRegression's best fit / ours, local", REGRESSION_BEST, local),
        Ratio.shown("LogisticRegression's time / ours, local", REGRESSION_TARGET, local),
        Ratio.atLeast(8, "ours, synchronous / ours, local", ours, local),
        Ratio.atLeast(
            20, "liblinear-java's time / ours, local", LIBLINEAR + ": to the target", local),
        Ratio.shown(
            "Vowpal Wabbit's time / ours, local", VOWPAL_WABBIT + ": to the target", local));
  }
}
