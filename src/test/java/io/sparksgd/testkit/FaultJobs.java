package io.sparksgd.testkit;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The small trainings that the tests of faults repeat: the same rows in the same partitions. */
public final class FaultJobs {
  /** How often a test of chance repeats its runs, at least; {@code -Dfaults.repetitions=4}. */
  public static final int REPETITIONS = Integer.getInteger("faults.repetitions", 1);

  private static final int FEATURES = 60;
  private static final int CLASSES = 4;
  private static final int[] PARTITION_ROWS = {70, 130, 0, 90, 110};

  /** Every codec, with its error feedback where it has one. */
  public static final List<String> CODECS =
      List.of(
          "none",
          "float32",
          "bf16",
          "fp16",
          "int8",
          "random-k, ratio: 0.1",
          "top-k, ratio: 0.05, snapshot-every: 4",
          "threshold, threshold: 1, snapshot-every: 4",
          "sign, snapshot-every: 4",
          "power-sgd, snapshot-every: 4");

  /** Settings in which partitions remember something, with eight rounds from save to save. */
  public static final List<String> REMEMBERING =
      List.of(
          compressed("top-k, ratio: 0.05, snapshot-every: 8"),
          compressed("threshold, threshold: 1, snapshot-every: 8"),
          compressed("sign, snapshot-every: 8"),
          compressed("power-sgd, snapshot-every: 8"),
          localRounds("keep"),
          localRounds("keep") + "\ncompression: {kind: top-k, snapshot-every: 8}");

  public static final String SYNCHRONOUS = "batch: {size: 40}";
  public static final String TOP_K =
      "batch: {size: 40}\ncompression: {kind: top-k, ratio: 0.05, snapshot-every: 8}";

  private FaultJobs() {}

  /** Softmax regression: its parameters are a matrix, as PowerSGD needs, and biases. */
  public static Objective objective() {
    return new ModelSpec.Softmax().build(FEATURES, CLASSES, ModelSpec.Intercept.FITTED);
  }

  /** Networks and machines, with random parts of their own. */
  public static List<Objective> otherModels() {
    return List.of(
        new ModelSpec.Mlp(List.of(6), Activation.RELU, ModelSpec.Output.SOFTMAX, 1, 0.3, 0.1)
            .build(FEATURES, CLASSES, ModelSpec.Intercept.FITTED),
        new ModelSpec.FactorizationMachine(3, ModelSpec.Output.LINEAR, 1, 0.1)
            .build(FEATURES, 0, ModelSpec.Intercept.FITTED));
  }

  public static String localRounds(String state) {
    return "batch: {size: 12}\nsynchronize: {local-steps: 4, local-state: " + state + "}";
  }

  public static String compressed(String codec) {
    return SYNCHRONOUS + "\ncompression: {kind: " + codec + "}";
  }

  public static BlockSet rows(OwnSpark spark) {
    return spark.blocks(weightedClasses(), PARTITION_ROWS);
  }

  public static RowBlock weightedClasses() {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < Arrays.stream(PARTITION_ROWS).sum(); row++) {
      int label = row % CLASSES;
      builder.startRow(label, 0.5 + CounterRandom.uniform(3, row, 0));
      for (int j = 0; j < FEATURES; j++) {
        double center = j % CLASSES == label ? 0.5 : 0;
        builder.feature(j, center + CounterRandom.gaussian(3, row, j + 1));
      }
    }
    return builder.build();
  }

  /** Trains with Adam, whose memory and clock a repeated step would show. */
  public static double[] train(
      BlockSet rows, Objective objective, int rounds, String settings, TrainingListener... told) {
    List<String> all = new ArrayList<>(settings.lines().toList());
    int steps = settings.contains("local-steps: 4") ? 4 * rounds : rounds;
    all.add("optimizer: {kind: adam, learning-rate: 0.02, clip-norm: 1}");
    all.add("stop: {steps: " + steps + "}");
    TrainingPlan plan = TestRuns.plan(objective, all.toArray(String[]::new));
    double[] start = plan.objective().initialParameters(plan.seed());
    return new Trainer(plan, List.of(told)).fit(rows, Optional.empty(), start).weights().last();
  }
}
