package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rounds of local steps: what they have in common with synchronous steps, and what not. */
class LocalRoundsTest {
  private static final int FEATURES = 12;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(500, FEATURES, 11);

  private static double[] weights(Objective objective, BlockSet rows, String... settings) {
    return TestRuns.fit(TestRuns.plan(objective, settings), rows).weights();
  }

  private static void assertClose(double[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-11 * (1 + Math.abs(expected[i]))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: sgd, learning-rate: 0.1",
        "kind: momentum, learning-rate: 0.05",
        "kind: adam, learning-rate: 0.02",
        "kind: amsgrad, learning-rate: 0.02, clip-norm: 0.3",
        "kind: adagrad, learning-rate: 0.1",
        "kind: ftrl, learning-rate: 0.1, l1: 0.01",
        "kind: lamb, learning-rate: 0.02",
      })
  void withOnePartitionLocalStepsAreSynchronousSteps(String optimizer) {
    String[] common = {
      "optimizer: {" + optimizer + "}",
      "batch: {size: 14, accumulation-steps: 3}",
      "schedule: {kind: cosine, warmup-steps: 5}",
      "penalty: {l2: 0.01, l1: 0.001}",
      "stop: {epochs: 3}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500)) {
      double[] synchronous = weights(LOGISTIC, rows, common);
      for (String every : List.of("local-steps: 1", "local-steps: 7", "local-epochs: 10")) {
        String[] local = Arrays.copyOf(common, common.length + 1);
        local[common.length] = "synchronize: {" + every + "}";
        assertClose(weights(LOGISTIC, rows, local), synchronous);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: cocob",
        "kind: dowg",
        "kind: prodigy",
        "kind: schedule-free-sgd",
        "kind: schedule-free-adamw",
      })
  void rulesWithoutARateAreTheSameInLocalRoundsOfOnePartition(String optimizer) {
    String[] common = {
      "optimizer: {" + optimizer + "}",
      "batch: {size: 14}",
      "penalty: {l2: 0.01}",
      "stop: {epochs: 3}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500)) {
      double[] synchronous = weights(LOGISTIC, rows, common);
      String[] local = Arrays.copyOf(common, common.length + 1);
      local[common.length] = "synchronize: {local-steps: 7}";
      assertClose(weights(LOGISTIC, rows, local), synchronous);
    }
  }

  /** One step of plain SGD on a share of the batch, averaged by rows, is the step on the batch. */
  @Test
  void roundsOfOneStepOfSgdAreSynchronousSteps() {
    String[] common = {
      "optimizer: {kind: sgd, learning-rate: 0.1}", "batch: {size: 20}", "stop: {epochs: 3}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 5, 0, 317, 3, 175)) {
      double[] synchronous = weights(LOGISTIC, rows, common);
      double[] local =
          weights(LOGISTIC, rows, common[0], common[1], common[2], "synchronize: {local-steps: 1}");
      assertClose(local, synchronous);
    }
  }

  @ParameterizedTest
  @CsvSource({"logistic, adagrad", "logistic, sgd", "logistic, ftrl", "softmax, adagrad"})
  void visitingTheTouchedParametersOnlyChangesNothing(String model, String optimizer) {
    // FTRL's weights follow from its memory: averages of both only agree where they are new.
    String state = optimizer.equals("ftrl") ? "reset" : "average";
    int features = 3000;
    Objective objective =
        model.equals("softmax")
            ? new ModelSpec.Softmax().build(features, 3, ModelSpec.Intercept.FITTED)
            : TestRuns.logistic(features);
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 200; row++) {
      builder.startRow(row % (model.equals("softmax") ? 3 : 2), 1 + row % 3);
      for (int j = 0; j < 6; j++) {
        builder.feature(
            500 * j + (int) CounterRandom.below(1, row, j, 500),
            1 + CounterRandom.uniform(2, row, j));
      }
    }
    String[] common = {
      "optimizer: {kind: " + optimizer + ", learning-rate: 0.2}",
      "batch: {size: 6}",
      "stop: {epochs: 4}",
      "synchronize: {local-steps: 9, local-state: " + state + "}",
      // A penalty too small to matter makes every update visit all parameters.
      "penalty: {l2: 0}"
    };
    try (BlockSet rows = SharedSpark.blocks(builder.build(), 90, 110)) {
      double[] touched = weights(objective, rows, common);
      common[4] = "penalty: {l2: 1e-300}";
      assertClose(touched, weights(objective, rows, common));
      assertThat(Arrays.stream(touched)).anyMatch(w -> w != 0);
    }
  }

  @Test
  void stepsRowsEpochsAndTheScheduleCountAsInSynchronousRuns() {
    String[] settings = {
      "batch: {size: 50}",
      "stop: {epochs: 5}",
      "schedule: {kind: step, every: 10}",
      "optimizer: {kind: sgd, learning-rate: 0.1}",
      "evaluate: {every-steps: 20}",
      "synchronize: {local-steps: 16}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 250);
        BlockSet validation = SharedSpark.blocks(ROWS, 500)) {
      TestRuns.Run run =
          TestRuns.fit(TestRuns.plan(LOGISTIC, settings), rows, Optional.of(validation));

      List<StepDone> steps = run.events(StepDone.class);
      assertThat(steps).extracting(StepDone::step).containsExactly(16L, 32L, 48L, 50L);
      assertThat(steps).extracting(StepDone::rows).containsExactly(800L, 1600L, 2400L, 2500L);
      assertThat(steps.get(0).learningRate()).isCloseTo(0.01, within(1e-15));
      assertThat(steps.get(3).learningRate()).isCloseTo(0.1 * 1e-4, within(1e-15));
      assertThat(run.events(Evaluated.class))
          .extracting(Evaluated::step)
          .containsExactly(32L, 48L, 50L);
      assertThat(run.result().steps()).isEqualTo(50);
      assertThat(run.result().epochs()).isEqualTo(5);
    }
  }

  @Test
  void localRoundsLearnAndSendLess() {
    String[] common = {
      "batch: {size: 20}", "optimizer: {kind: adam, learning-rate: 0.02}", "stop: {epochs: 10}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 250)) {
      TestRuns.Run synchronous = TestRuns.fit(TestRuns.plan(LOGISTIC, common), rows);
      for (String state : List.of("average", "keep", "reset")) {
        TestRuns.Run local =
            TestRuns.fit(
                TestRuns.plan(
                    LOGISTIC,
                    common[0],
                    common[1],
                    common[2],
                    "synchronize: {local-steps: 25, local-state: " + state + "}"),
                rows);
        assertThat(local.result().last().trainLoss())
            .isCloseTo(synchronous.result().last().trainLoss(), within(0.1));
        assertThat(local.result().bytes().returned())
            .isLessThan(synchronous.result().bytes().returned() / 6);
      }
    }
  }

  @Test
  void theThreeStatesOfTheRuleDiffer() {
    String[] common = {
      "batch: {size: 20}", "optimizer: {kind: adam, learning-rate: 0.02}", "stop: {epochs: 4}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 250)) {
      List<double[]> results =
          List.of("average", "keep", "reset").stream()
              .map(
                  state ->
                      weights(
                          LOGISTIC,
                          rows,
                          common[0],
                          common[1],
                          common[2],
                          "synchronize: {local-steps: 10, local-state: " + state + "}"))
              .toList();
      assertThat(results.get(0)).isNotEqualTo(results.get(1));
      assertThat(results.get(1)).isNotEqualTo(results.get(2));
      assertThat(results.get(0)).isNotEqualTo(results.get(2));
    }
  }

  @Test
  void theOuterRuleActsOnTheAverageChange() {
    String[] common = {
      "batch: {size: 20}", "optimizer: {kind: sgd, learning-rate: 0.05}", "stop: {steps: 20}"
    };
    String local = "synchronize: {local-steps: 10, outer: {kind: %s}}";
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 250)) {
      double[] half =
          weights(
              LOGISTIC,
              rows,
              common[0],
              common[1],
              "stop: {steps: 10}",
              local.formatted("sgd, learning-rate: 0.5"));
      double[] whole =
          weights(
              LOGISTIC, rows, common[0], common[1], "stop: {steps: 10}", local.formatted("sgd"));
      for (int i = 0; i < whole.length; i++) {
        assertThat(half[i]).isCloseTo(whole[i] / 2, within(1e-15));
      }
      assertThat(weights(LOGISTIC, rows, common[0], common[1], common[2], local.formatted("sgd")))
          .isNotEqualTo(
              weights(LOGISTIC, rows, common[0], common[1], common[2], local.formatted("momentum")))
          .isNotEqualTo(
              weights(
                  LOGISTIC, rows, common[0], common[1], common[2], local.formatted("nesterov")));
    }
  }

  @Test
  void stepsAreSynchronousUntilLocalOnesStart() {
    String[] common = {
      "batch: {size: 25}", "optimizer: {kind: adam, learning-rate: 0.02}", "stop: {steps: 30}"
    };
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 250)) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  LOGISTIC,
                  common[0],
                  common[1],
                  common[2],
                  "synchronize: {local-steps: 10, start-local-at: 20}"),
              rows);
      assertThat(run.events(StepDone.class)).hasSize(21);
      assertThat(run.weights()).isNotEqualTo(weights(LOGISTIC, rows, common));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'size: 1', 100, 300, 300",
    "'size: 1', 7, 300, 300",
    "'size: 3', 50, 900, 900",
    "'size: 2, sampling: replacement', 100, 600, 600",
    "'fraction: 0.002', 100, 200, 420",
  })
  void everyRowOfEveryMicroBatchIsUsedAlsoWhenSharesHaveNone(
      String batch, int localSteps, long leastRows, long mostRows) {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 250, 0, 200, 50)) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  LOGISTIC,
                  "batch: {" + batch + "}",
                  "optimizer: {kind: adam, learning-rate: 0.01}",
                  "stop: {steps: 300}",
                  "synchronize: {local-steps: " + localSteps + "}"),
              rows);
      assertThat(run.result().steps()).isEqualTo(300);
      assertThat(run.result().rows()).isBetween(leastRows, mostRows);
      assertThat(run.weights()).doesNotContain(Double.NaN);
    }
  }

  @Test
  void roundsWithTooManyStepsAreRefused() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500)) {
      TrainingPlan plan = TestRuns.plan(LOGISTIC, "synchronize: {local-steps: 20_000_000}");
      assertThatThrownBy(() -> TestRuns.fit(plan, rows))
          .isInstanceOf(InvalidPlanException.class)
          .hasMessageContaining("rounds of 20000000 local steps (allowed: up to 16777216");
    }
  }
}
