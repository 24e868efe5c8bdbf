package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.CompressionConfig;
import io.sparksgd.data.RowBlock;
import io.sparksgd.exchange.RoundSum;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.sample.FullSampler;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.task.RunSetting;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over partitions and micro-batches are the sums over their rows. */
class GradientSumsTest {
  private static final int FEATURES = 12;
  private static final Objective OBJECTIVE = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(500, FEATURES, 11);
  private static final Round ROUND = new Round(Round.Kind.SYNCHRONOUS, 0, 0, 0, 1, 1);
  private static final Wires WIRES = new Wires(CompressionConfig.NONE, OBJECTIVE.layout(), 0);

  @ParameterizedTest
  @ValueSource(strings = {"shuffle", "replacement"})
  void accumulatingMicroBatchesEqualsOneLargeBatch(String sampling) {
    // 1500 rows in steps of 70: the last step has 30 of them, two whole micro-batches and a half.
    try (BlockSet rows = SharedSpark.blocks(ROWS, 5, 0, 317, 3, 175)) {
      double[] large = weightsAfter(rows, "batch: {size: 70, sampling: " + sampling + "}");
      double[] accumulated =
          weightsAfter(
              rows, "batch: {size: 14, accumulation-steps: 5, sampling: " + sampling + "}");

      assertThat(accumulated).hasSameSizeAs(large);
      for (int i = 0; i < large.length; i++) {
        assertThat(accumulated[i]).isCloseTo(large[i], within(1e-12));
      }
    }
  }

  private static double[] weightsAfter(BlockSet rows, String batch) {
    TestRuns.Run run =
        TestRuns.fit(
            TestRuns.plan(
                OBJECTIVE,
                batch,
                "penalty: {l2: 0.01}",
                "optimizer: {kind: momentum, momentum: 0.9, learning-rate: 0.05}",
                "stop: {epochs: 3}"),
            rows);
    assertThat(run.result().steps()).isEqualTo(22);
    assertThat(run.result().rows()).isEqualTo(1500);
    return run.weights();
  }

  @Test
  void oneTwoAndSevenPartitionsAgreeAfterAHundredFullBatchSteps() {
    TrainingPlan plan =
        TestRuns.plan(
            OBJECTIVE,
            "batch: {full: true}",
            "optimizer: {kind: adam, learning-rate: 0.05}",
            "stop: {steps: 100}");
    try (BlockSet one = SharedSpark.blocks(ROWS, 500);
        BlockSet two = SharedSpark.blocks(ROWS, 123, 377);
        BlockSet seven = SharedSpark.blocks(ROWS, 1, 99, 0, 150, 50, 130, 70)) {
      double[] expected = TestRuns.fit(plan, one).weights();
      for (BlockSet rows : List.of(two, seven)) {
        double[] weights = TestRuns.fit(plan, rows).weights();
        for (int i = 0; i < expected.length; i++) {
          assertThat(weights[i]).isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i])));
        }
      }
    }
  }

  @Test
  void theSameRunTwiceGivesTheSameBits() {
    TrainingPlan plan =
        TestRuns.plan(
            OBJECTIVE,
            "batch: {size: 50}",
            "optimizer: {kind: adamw, learning-rate: 0.01}",
            "stop: {epochs: 4}");
    try (BlockSet rows = SharedSpark.blocks(ROWS, 100, 100, 100, 100, 100)) {
      assertThat(TestRuns.fit(plan, rows).weights())
          .containsExactly(TestRuns.fit(plan, rows).weights());
    }
  }

  @Test
  void theTreeAddsTheSameContributionsAsTheDriverAndTheSameBitsEachTime() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 30, 70, 100, 0, 100, 50, 50, 20, 80)) {
      double[] at = new double[OBJECTIVE.layout().size()];
      for (int i = 0; i < at.length; i++) {
        at[i] = 0.1 * i - 0.5;
      }
      try (PublishedWeights weights =
          PublishedWeights.of(SharedSpark.session().sparkContext(), at)) {
        double[] flat = sum(jobs(rows, AggregationDepth.of(OptionalInt.empty())), weights);
        RoundJobs tree = jobs(rows, AggregationDepth.byBytes(0));
        double[] first = sum(tree, weights);

        assertThat(tree.gradients(ROUND, weights).encodedSums()).hasSize(3);
        for (int i = 0; i < at.length; i++) {
          assertThat(first[i]).isCloseTo(flat[i], within(1e-9));
        }
        for (int again = 0; again < 5; again++) {
          assertThat(sum(tree, weights)).containsExactly(first);
        }
      }
    }
  }

  private static RoundJobs jobs(BlockSet rows, AggregationDepth depth) {
    return new RoundJobs(
        rows,
        new RunSetting(
            OBJECTIVE, new FullSampler(ROWS.rows()), 0, WIRES, rows.firstRows(), Centring.none()),
        Optional.empty(),
        depth);
  }

  private static double[] sum(RoundJobs jobs, PublishedWeights weights) {
    RoundSum sum = jobs.add(jobs.gradients(ROUND, weights));
    assertThat(sum.sum().rows()).isEqualTo(500);
    return sum.sum().gradient().clone();
  }

  @Test
  void largeWeightsTravelAsABroadcastThatEndsWithTheRound() {
    double[] large = new double[PublishedWeights.LARGEST_INLINE + 1];
    large[7] = 1.5;
    PublishedWeights weights = PublishedWeights.of(SharedSpark.session().sparkContext(), large);

    assertThat(weights.values()).isNotNull();
    assertThat(weights.bytes()).isEqualTo(8L * large.length);
    weights.close();
    assertThatThrownBy(weights::values).hasMessageContaining("destroyed");
  }
}
