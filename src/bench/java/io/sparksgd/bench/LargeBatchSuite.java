package io.sparksgd.bench;

import io.sparksgd.input.TrainingInput;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/**
 * Held-out accuracy of softmax on the sample of digits as the batch grows from 32 to 8,192 rows
 * over the same epochs: with the learning rate left alone, scaled by the rules, and with LARS.
 */
final class LargeBatchSuite implements Suite {
  private static final int REFERENCE = 64;
  private static final int LARGEST = 8192;
  private static final int EPOCHS = 100;
  private static final List<Integer> BATCHES = List.of(32, REFERENCE, 256, 1024, 4096, LARGEST);
  private static final String NO_RULE = "no rule";
  private static final String LARS = "LARS";
  private static final String MOMENTUM = "optimizer: {kind: momentum, learning-rate: 0.003}";

  /** The ways to set the learning rate, as in a job file. */
  private static final Map<String, String> RULES = new LinkedHashMap<>();

  static {
    RULES.put(NO_RULE, MOMENTUM);
    RULES.put("linear", MOMENTUM + scaling("linear"));
    RULES.put("square root", MOMENTUM + scaling("sqrt"));
    RULES.put(LARS, "optimizer: {kind: lars, learning-rate: 10}");
  }

  private static String scaling(String rule) {
    return "\nscaling: {rule: " + rule + ", reference-batch-size: " + REFERENCE + "}";
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
    SparkSession session = BenchSpark.start("local[1]");
    try (TrainingInput input = DigitFiles.read(session, 1)) {
      for (int seed = 1; seed <= Math.min(3, repetitions); seed++) {
        for (int batch : scale.pick(List.of(1024, LARGEST), BATCHES)) {
          for (String rule : RULES.keySet()) {
            if (isMeasured(batch, rule, seed)) {
              double accuracy = accuracy(batch, RULES.get(rule), seed, input);
              recorder.add(measurement(batch, rule), "%", 100 * accuracy);
            }
          }
        }
      }
    } finally {
      session.stop();
    }
    recorder.remark(
        EPOCHS
            + " epochs of 10,000 rows in one partition; momentum 0.9, cosine, a tenth of warmup;"
            + " three seeds where the ratios need them.");
    recorder.remark(
        "Rounds of 64 local steps: with one partition these are the synchronous steps, without"
            + " their jobs.");
  }

  /** Other seeds for the ends of the table only; with the reference's rows the rules agree. */
  private static boolean isMeasured(int batch, String rule, int seed) {
    return batch == REFERENCE
        ? rule.equals(NO_RULE)
        : (seed == 1 || batch == LARGEST) && (batch > REFERENCE || !rule.equals(LARS));
  }

  private static double accuracy(int batch, String rule, int seed, TrainingInput input) {
    Objective objective = DigitFiles.softmax();
    long steps = (long) Math.ceil(EPOCHS * (double) input.train().rows() / batch);
    TrainingPlan plan =
        Runs.plan(
            objective,
            "batch: {size: " + batch + "}",
            "synchronize: {local-steps: 64}",
            rule,
            "schedule: {kind: cosine, warmup-steps: " + Math.max(1, steps / 10) + "}",
            "stop: {epochs: " + EPOCHS + "}",
            "evaluate: {every-epochs: 1000, metrics: [accuracy]}",
            "seed: " + seed);
    TrainingResult result =
        new Trainer(plan, List.of())
            .fit(input.train(), input.validation(), objective.initialParameters(1));
    return result.last().validation().get(Metric.ACCURACY);
  }

  private static String measurement(int batch, String rule) {
    return "batch " + batch + ", " + rule + ": held-out accuracy";
  }

  @Override
  public List<Ratio> ratios(Scale scale) {
    List<Ratio> ratios = new ArrayList<>();
    for (String rule : RULES.keySet()) {
      String name = "accuracy with 8,192 rows, " + rule + " / with 64 rows";
      String of = measurement(LARGEST, rule);
      String to = measurement(REFERENCE, NO_RULE);
      // Half a point of some 88.
      ratios.add(
          rule.equals(LARS) ? Ratio.atLeast(0.9943, name, of, to) : Ratio.shown(name, of, to));
    }
    return ratios;
  }
}
