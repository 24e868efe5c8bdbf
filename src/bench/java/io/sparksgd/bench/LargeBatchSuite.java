package io.sparksgd.bench;

import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.Trainer;
import io.sparksgd.spark.TrainingPlan;
import io.sparksgd.spark.TrainingResult;
import io.sparksgd.spark.input.TrainingInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Held-out accuracy of softmax on the sample of digits as the batch grows from 32 to 8,192 rows
 * over the same epochs, with the learning rate left alone and scaled by the rules after a warmup.
 */
final class LargeBatchSuite implements Suite {
  private static final int REFERENCE = 64;
  private static final int EPOCHS = 40;
  private static final List<Integer> BATCHES = List.of(32, REFERENCE, 256, 1024, 4096, 8192);

  /** The ways to set the learning rate, as in a job file. */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put("no rule", "");
    RULES.put("linear", scaling("linear"));
    RULES.put("square root", scaling("sqrt"));
  }

  private static String scaling(String rule) {
    return "scaling: {rule: " + rule + ", reference-batch-size: " + REFERENCE + "}";
  }

  @Override
  public String name() {
    return "large-batch";
  }

  @Override
  public String question() {
    return "How well does accuracy hold as the batch grows, with and without the scaling rules?";
  }

  @Override
  public List<Part> parts(Scale scale) {
    return List.of(Part.of("digits", 2048));
  }

  @Override
  public void measure(Part part, Scale scale, int repetitions, Recorder recorder) throws Exception {
    SparkSession session = BenchSpark.start("local[2]");
    try (TrainingInput input = DigitFiles.read(session)) {
      for (int batch : scale.pick(List.of(1024, 8192), BATCHES)) {
        for (Map.Entry<String, String> rule : RULES.entrySet()) {
          double accuracy = accuracy(batch, rule.getValue(), input);
          recorder.add(name(batch, rule.getKey()), "%", 100 * accuracy);
        }
      }
      recorder.remark(EPOCHS + " epochs of 10,000 rows; momentum 0.9, cosine, a tenth of warmup.");
    } finally {
      session.stop();
    }
  }

  private static double accuracy(int batch, String rule, TrainingInput input) {
    Objective objective =
        new ModelSpec.Softmax()
            .build(DigitFiles.PIXELS, DigitFiles.CLASSES, ModelSpec.Intercept.FITTED);
    long steps = (long) Math.ceil(EPOCHS * (double) input.train().rows() / batch);
    List<String> job = new ArrayList<>();
    job.add("batch: {size: " + batch + "}");
    job.add("optimizer: {kind: momentum, learning-rate: 0.005}");
    job.add("schedule: {kind: cosine, warmup-steps: " + Math.max(1, steps / 10) + "}");
    job.add("stop: {epochs: " + EPOCHS + "}");
    job.add("evaluate: {every-epochs: 1000, metrics: [accuracy]}");
    job.add(rule);
    TrainingPlan plan = Runs.plan(objective, job.toArray(String[]::new));
    TrainingResult result =
        new Trainer(plan, List.of())
            .fit(input.train(), input.validation(), objective.initialParameters(1));
    return result.last().validation().get(Metric.ACCURACY);
  }

  private static String name(int batch, String rule) {
    return "batch " + batch + ", " + rule + ": held-out accuracy";
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (String rule : RULES.keySet()) {
      ratios.add(
          Ratio.shown(
              "accuracy with 8,192 rows, " + rule + " / with 64 rows",
              name(8192, rule),
              name(REFERENCE, "no rule")));
    }
    return ratios;
  }
}
