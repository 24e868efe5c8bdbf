package io.sparksgd.bench;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * What fewer bytes cost in loss: the same job with each way to send less, on the sample of digits
 * (softmax) and on click logs (logistic, sparse); and what a second worker brings to local SGD.
 * Bytes are those that were serialised.
 */
final class CommunicationSuite implements Suite {
  private static final String DENSE = "synchronous, float64";
  private static final String TOP_K = "top-k 1 %";
  private static final String NO_FEEDBACK = "top-k 1 %, no feedback";
  private static final String SIGN = "sign";
  private static final String INT8 = "int8";
  private static final String LOCAL_TOP_K = "local, 64 steps, top-k";
  private static final String ONE_WORKER = "one worker";
  private static final String TWO_WORKERS = "two workers";
  private static final String DIGITS = "digits";
  private static final String CLICKS = "clicks";
  private static final String BATCH = "batch: {size: 1024}";
  private static final String LOSS = "held-out log-loss";
  private static final String BYTES = "bytes back a row";
  private static final String AS_DENSE = "bytes back a row, were they dense";
  private static final String SECONDS = "training";

  /** Every way to send less, as in a job file. */
  private static final Map<String, String> MODES = new LinkedHashMap<>();

  static {
    MODES.put(DENSE, BATCH);
    MODES.put("float32", BATCH + "\ncompression: {kind: float32}");
    MODES.put("bf16", BATCH + "\ncompression: {kind: bf16}");
    MODES.put(INT8, BATCH + "\ncompression: {kind: int8}");
    MODES.put(SIGN, BATCH + "\ncompression: {kind: sign}");
    MODES.put(TOP_K, BATCH + "\ncompression: {kind: top-k, ratio: 0.01}");
    MODES.put(
        NO_FEEDBACK, BATCH + "\ncompression: {kind: top-k, ratio: 0.01, error-feedback: false}");
    MODES.put("power-sgd, rank 2", BATCH + "\ncompression: {kind: power-sgd}");
    MODES.put("local, 64 steps", BATCH + "\nsynchronize: {local-steps: 64, local-state: keep}");
    MODES.put(LOCAL_TOP_K, "synchronize: {local-steps: 64, local-state: keep}");
  }

  /**
   * Both send some four bytes in a thousand of the dense ones; the loss of adaptive steps on clicks
   * wants more, shorter rounds.
   */
  private static final Map<String, String> LOCAL_TOP_K_SETTINGS =
      Map.of(
          DIGITS,
          BATCH + "\ncompression: {kind: top-k, ratio: 0.14}",
          CLICKS,
          "batch: {size: 256}\ncompression: {kind: top-k, ratio: 0.037}");

  private static final Map<String, String> RULES =
      Map.of(
          DIGITS, "optimizer: {kind: sgd, learning-rate: 1}\nschedule: {kind: cosine}",
          CLICKS, "optimizer: {kind: adagrad, learning-rate: 0.05}");

  @Override
  public String name() {
    return "communication";
  }

  @Override
  public String question() {
    return "How many bytes does each way to send less save, and what does it cost in held-out"
        + " loss?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    int heap = scale.pick(2048, 4096);
    return List.of(
        Part.of(DIGITS, 2048),
        Part.of(CLICKS, heap),
        Part.of(ONE_WORKER, heap),
        Part.of(TWO_WORKERS, heap));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    int workers = part.name().equals(ONE_WORKER) ? 1 : 2;
    SparkSession session = BenchSpark.start("local[" + workers + "]");
    try (TrainingInput input =
        part.name().equals(DIGITS)
            ? DigitFiles.read(session, workers)
            : clicks(session, rows(part, scale), scale, workers)) {
      // What a run comes to is decided by its seed.
      for (int seed = 1; seed <= Math.min(3, repetitions); seed++) {
        if (RULES.containsKey(part.name())) {
          measureModes(part.name(), input, scale, seed, recorder);
        } else {
          measureWorkers(part.name(), input, seed, recorder);
        }
      }
    } finally {
      session.stop();
    }
    recorder.remark(
        "Local steps with top-k: batches of 1,024 rows and 14 % on digits, 256 rows and 3.7 % on"
            + " clicks; as many rows as the others.");
  }

  private static void measureModes(
      String data, TrainingInput input, Scale scale, int seed, Recorder to) {
    boolean digits = data.equals(DIGITS);
    Objective objective = digits ? DigitFiles.softmax() : Runs.logistic(ClickFiles.FEATURES);
    for (String mode : MODES.keySet()) {
      if (!digits && mode.startsWith("power-sgd")) {
        // One column a feature: there is no matrix.
        continue;
      }
      List<String> job = new ArrayList<>();
      job.add("stop: {epochs: " + (digits ? scale.pick(20, 60) : 2) + "}");
      job.add(RULES.get(data));
      job.add(MODES.get(mode));
      if (mode.equals(LOCAL_TOP_K)) {
        job.add(LOCAL_TOP_K_SETTINGS.get(data));
      }
      measure(data + ", " + mode + ": ", objective, job, input, seed, to);
    }
  }

  private static void measureWorkers(String part, TrainingInput input, int seed, Recorder to) {
    Objective objective = Runs.logistic(ClickFiles.FEATURES);
    List<String> job =
        List.of(
            "batch: {size: 16}",
            "synchronize: {local-epochs: 0.25}",
            "stop: {epochs: 1}",
            "optimizer: {kind: adagrad, learning-rate: 0.1}");
    if (seed == 1) {
      // The first run is compiled while it runs.
      measure("", objective, job, input, seed, new Recorder(part));
    }
    measure("local rounds, " + part + ": ", objective, job, input, seed, to);
  }

  private static void measure(
      String name,
      Objective objective,
      List<String> job,
      TrainingInput input,
      int seed,
      Recorder to) {
    List<String> settings = new ArrayList<>(job);
    settings.add("evaluate: {every-epochs: 100, metrics: [log-loss]}");
    settings.add("seed: " + seed);
    TrainingPlan plan = Runs.plan(objective, settings.toArray(String[]::new));
    TrainingResult result =
        new Trainer(plan, List.of())
            .fit(input.train(), input.validation(), objective.initialParameters(1));
    to.add(name + LOSS, "nats", result.last().validation().get(Metric.LOG_LOSS));
    to.add(name + BYTES, "B", (double) result.bytes().returned() / result.rows());
    to.add(name + AS_DENSE, "B", (double) result.bytes().dense() / result.rows());
    to.add(name + SECONDS, "s", result.seconds());
  }

  /** Workers are compared on as many rows as the peers of {@code time-to-loss}. */
  private static long rows(Part part, Scale scale) {
    return scale.pick(20_000L, part.name().equals(CLICKS) ? 200_000L : 1_000_000L);
  }

  private static TrainingInput clicks(SparkSession session, long rows, Scale scale, int partitions)
      throws Exception {
    ClickFiles files = new ClickFiles(Path.of(""));
    files.generate(session, rows, scale.pick(5_000L, 50_000L));
    try {
      InputOptions options =
          InputOptions.of(Format.PARQUET, LabelRule.BINARY)
              .numFeatures(ClickFiles.FEATURES)
              .partitions(partitions)
              .build();
      ValidationSource test = new ValidationSource.Paths(List.of(files.testParquet()));
      return TrainingReader.read(session, List.of(files.trainParquet()), test, options);
    } finally {
      files.clear();
    }
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (String data : List.of(DIGITS, CLICKS)) {
      for (String mode : MODES.keySet()) {
        ratios.add(bytes(data, mode));
        if (!mode.equals(DENSE)) {
          ratios.add(loss(data, mode));
        }
      }
    }
    String rounds = "local rounds, ";
    ratios.add(
        Ratio.atMost(
            1.003,
            "clicks, local rounds: loss of two workers / loss of one",
            rounds + TWO_WORKERS + ": " + LOSS,
            rounds + ONE_WORKER + ": " + LOSS));
    ratios.add(
        Ratio.atLeast(
            1.2,
            "clicks, local rounds: time of one worker / time of two",
            rounds + ONE_WORKER + ": " + SECONDS,
            rounds + TWO_WORKERS + ": " + SECONDS));
    return ratios;
  }

  /** Dense float64 in every synchronous step is what the bytes are compared with. */
  private static Ratio bytes(String data, String mode) {
    String name = data + ": bytes of dense float64 / bytes of " + mode;
    String of = data + ", " + DENSE + ": " + AS_DENSE;
    String to = data + ", " + mode + ": " + BYTES;
    return switch (mode) {
      case TOP_K -> Ratio.atLeast(60, name, of, to);
      case SIGN -> Ratio.atLeast(50, name, of, to);
      case INT8 -> Ratio.atLeast(7, name, of, to);
      case LOCAL_TOP_K -> Ratio.atLeast(1000, name, of, to);
      default -> Ratio.shown(name, of, to);
    };
  }

  private static Ratio loss(String data, String mode) {
    String name = data + ": loss of " + mode + " / loss of float64";
    String of = data + ", " + mode + ": " + LOSS;
    String to = data + ", " + DENSE + ": " + LOSS;
    return switch (mode) {
      case TOP_K -> Ratio.atMost(1.005, name, of, to);
      case NO_FEEDBACK -> Ratio.atLeast(1.01, name, of, to);
      case INT8 -> Ratio.atMost(1.002, name, of, to);
      case LOCAL_TOP_K -> Ratio.atMost(1.01, name, of, to);
      default -> Ratio.shown(name, of, to);
    };
  }
}
