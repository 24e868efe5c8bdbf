package io.sparksgd.bench;

import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.Trainer;
import io.sparksgd.spark.TrainingPlan;
import io.sparksgd.spark.TrainingResult;
import io.sparksgd.spark.input.InputOptions;
import io.sparksgd.spark.input.LabelRule;
import io.sparksgd.spark.input.TrainingInput;
import io.sparksgd.spark.input.TrainingReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * What fewer bytes cost in loss: the same job with each way to send less, on the sample of digits
 * (softmax) and on click logs (logistic, sparse). Bytes are those that were serialised.
 */
final class CommunicationSuite implements Suite {
  private static final String DENSE = "synchronous, float64";

  /** Every way to send less, as in a job file. */
  private static final Map<String, String> MODES = new LinkedHashMap<>();

  static {
    MODES.put(DENSE, "");
    MODES.put("float32", "compression: {kind: float32}");
    MODES.put("bf16", "compression: {kind: bf16}");
    MODES.put("int8", "compression: {kind: int8}");
    MODES.put("sign", "compression: {kind: sign}");
    MODES.put("top-k 1 %", "compression: {kind: top-k, ratio: 0.01}");
    MODES.put(
        "top-k 1 %, no feedback", "compression: {kind: top-k, ratio: 0.01, error-feedback: false}");
    MODES.put("power-sgd, rank 2", "compression: {kind: power-sgd}");
    MODES.put("local, 64 steps", "synchronize: {local-steps: 64, local-state: keep}");
    MODES.put(
        "local, 64 steps, top-k 1 %",
        "synchronize: {local-steps: 64, local-state: keep}\n"
            + "compression: {kind: top-k, ratio: 0.01}");
  }

  private static final String DIGITS = "digits";
  private static final String CLICKS = "clicks";
  private static final String BATCH_OF_BYTES = "batch: {size: 1024}";

  @Override
  public String name() {
    return "communication";
  }

  @Override
  public String question() {
    return "How many bytes does each way to send less save, and what does it cost in held-out loss?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    return List.of(Part.of(DIGITS, 2048), Part.of(CLICKS, scale.pick(2048, 6144)));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    SparkSession session = BenchSpark.start("local[2]");
    try (TrainingInput input =
        part.name().equals(DIGITS) ? DigitFiles.read(session) : clicks(session, scale)) {
      for (Map.Entry<String, String> mode : MODES.entrySet()) {
        if (part.name().equals(CLICKS) && mode.getKey().startsWith("power-sgd")) {
          // One column a feature: there is no matrix.
          continue;
        }
        measure(part.name(), mode.getKey(), mode.getValue(), input, scale, recorder);
      }
    } finally {
      session.stop();
    }
  }

  private static void measure(
      String data, String mode, String settings, TrainingInput input, Scale scale, Recorder to) {
    boolean digits = data.equals(DIGITS);
    Objective objective =
        digits
            ? new ModelSpec.Softmax()
                .build(DigitFiles.PIXELS, DigitFiles.CLASSES, ModelSpec.Intercept.FITTED)
            : Runs.logistic(ClickFiles.FEATURES);
    List<String> job = new ArrayList<>();
    job.add(BATCH_OF_BYTES);
    job.add("evaluate: {every-epochs: 100, metrics: [log-loss]}");
    job.add("stop: {epochs: " + (digits ? scale.pick(20, 60) : scale.pick(2, 4)) + "}");
    job.add(
        digits
            ? "optimizer: {kind: sgd, learning-rate: 0.5}\nschedule: {kind: cosine}"
            : "optimizer: {kind: adagrad, learning-rate: 0.05}");
    job.add(settings);
    TrainingPlan plan = Runs.plan(objective, job.toArray(String[]::new));
    TrainingResult result =
        new Trainer(plan, List.of())
            .fit(input.train(), input.validation(), objective.initialParameters(1));
    String name = data + ", " + mode + ": ";
    to.add(name + "held-out log-loss", "nats", result.last().validation().get(Metric.LOG_LOSS));
    to.add(name + "bytes back a row", "B", (double) result.bytes().returned() / result.rows());
    to.add(name + "training", "s", result.seconds());
  }

  private static TrainingInput clicks(SparkSession session, Scale scale) throws Exception {
    ClickFiles files = new ClickFiles(Path.of(""));
    files.generate(session, scale.pick(20_000L, 400_000L), scale.pick(5_000L, 50_000L));
    try {
      InputOptions options =
          InputOptions.of(Format.PARQUET, LabelRule.BINARY)
              .numFeatures(ClickFiles.FEATURES)
              .partitions(2)
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
        if (!mode.equals(DENSE)) {
          ratios.add(bytes(data, mode));
          ratios.add(loss(data, mode));
        }
      }
    }
    return ratios;
  }

  private static Ratio bytes(String data, String mode) {
    String name = data + ": bytes of float64 / bytes of " + mode;
    String of = data + ", " + DENSE + ": bytes back a row";
    String to = data + ", " + mode + ": bytes back a row";
    return switch (mode) {
      case "top-k 1 %" -> Ratio.atLeast(60, name, of, to);
      case "sign" -> Ratio.atLeast(50, name, of, to);
      case "int8" -> Ratio.atLeast(7, name, of, to);
      case "local, 64 steps, top-k 1 %" -> Ratio.atLeast(1000, name, of, to);
      default -> Ratio.shown(name, of, to);
    };
  }

  private static Ratio loss(String data, String mode) {
    String name = data + ": loss of " + mode + " / loss of float64";
    String of = data + ", " + mode + ": held-out log-loss";
    String to = data + ", " + DENSE + ": held-out log-loss";
    return switch (mode) {
      case "top-k 1 %" -> Ratio.atMost(1.005, name, of, to);
      case "local, 64 steps, top-k 1 %" -> Ratio.atMost(1.01, name, of, to);
      default -> Ratio.shown(name, of, to);
    };
  }
}
