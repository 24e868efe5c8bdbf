package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.Vectors;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.PartitionChoice;
import io.sparksgd.plan.Round;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.sample.ShuffleSampler;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What batches are made of, seen from outside: every row has its own feature, so after steps of
 * plain SGD with learning rate 1/2 the row's weight is {@code 1 - 2^-visits}.
 */
class SamplingTest {
  private static final int ROWS = 300;
  private static final Objective OBJECTIVE = TestRuns.linear(ROWS);

  private static BlockSet eightPartitions() {
    return SharedSpark.blocks(TestRuns.oneHotRows(ROWS), 1, 60, 0, 39, 100, 50, 20, 30);
  }

  /** How often each row was used. */
  private static long[] visits(double[] weights) {
    long[] visits = new long[weights.length];
    for (int i = 0; i < visits.length; i++) {
      visits[i] = Math.round(-Math.log(1 - weights[i]) / Math.log(2));
    }
    return visits;
  }

  @Test
  void batchSizeOneWithShuffleVisitsEveryRowOfEightPartitionsExactlyOnceAnEpoch() {
    try (BlockSet rows = eightPartitions()) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  OBJECTIVE,
                  "batch: {size: 1}",
                  "optimizer: {kind: sgd, learning-rate: 0.5}",
                  "stop: {epochs: 1}"),
              rows);

      assertThat(run.result().steps()).isEqualTo(ROWS);
      assertThat(visits(run.weights())).containsOnly(1);
    }
  }

  @Test
  void batchSizeOneWithReplacementVisitsRowsUniformly() {
    int epochs = 6;
    try (BlockSet rows = eightPartitions()) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  OBJECTIVE,
                  "batch: {size: 1, sampling: replacement}",
                  "optimizer: {kind: sgd, learning-rate: 0.5}",
                  "stop: {epochs: " + epochs + "}"),
              rows);

      long[] visits = visits(run.weights());
      double chiSquare = 0;
      long total = 0;
      for (long count : visits) {
        chiSquare += (count - epochs) * (double) (count - epochs) / epochs;
        total += count;
      }
      assertThat(total).isEqualTo((long) epochs * ROWS);
      // 299 degrees of freedom: mean 299, standard deviation 24.5.
      assertThat(chiSquare).isBetween(299 - 5 * 24.5, 299 + 5 * 24.5);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 64, 299, 300})
  void everyStepHasExactlyTheBatchSizeAndTheLastOneWhatIsLeft(int size) {
    try (BlockSet rows = eightPartitions()) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  OBJECTIVE,
                  "batch: {size: " + size + "}",
                  "optimizer: {kind: sgd, learning-rate: " + size / 2.0 + "}",
                  "stop: {epochs: 2}"),
              rows);

      List<Long> batchRows = run.events(StepDone.class).stream().map(StepDone::batchRows).toList();
      assertThat(batchRows.subList(0, batchRows.size() - 1)).containsOnly((long) size);
      assertThat(batchRows.stream().mapToLong(Long::longValue).sum()).isEqualTo(2L * ROWS);
    }
  }

  @Test
  void partitionsFindTheirRowsOfBlocks() {
    TrainingPlan plan =
        TestRuns.plan(
            OBJECTIVE,
            "batch: {size: 20, sampling: block-shuffle}",
            "optimizer: {kind: sgd, learning-rate: 10}",
            "stop: {epochs: 2}");
    try (BlockSet eight = eightPartitions();
        BlockSet one = SharedSpark.blocks(TestRuns.oneHotRows(ROWS), ROWS)) {
      TestRuns.Run run = TestRuns.fit(plan, eight);
      assertThat(run.weights()).containsExactly(TestRuns.fit(plan, one).weights());
      assertThat(run.events(StepDone.class)).allMatch(step -> step.batchRows() == 20);
    }
  }

  @Test
  void bernoulliDrawsDoNotDependOnThePartitions() {
    TrainingPlan plan =
        TestRuns.plan(
            OBJECTIVE,
            "batch: {fraction: 0.1}",
            "optimizer: {kind: sgd, learning-rate: 3}",
            "stop: {steps: 10}");
    try (BlockSet eight = eightPartitions();
        BlockSet one = SharedSpark.blocks(TestRuns.oneHotRows(ROWS), ROWS)) {
      double[] ofEight = TestRuns.fit(plan, eight).weights();
      double[] ofOne = TestRuns.fit(plan, one).weights();

      assertThat(ofEight).containsExactly(ofOne);
      assertThat(ofEight).contains(0.0);
      assertThat(Vectors.norm(ofEight)).isPositive();
    }
  }

  @Test
  void bernoulliChoosesEachRowWithTheFractionsProbability() {
    double fraction = 0.05;
    try (BlockSet rows = eightPartitions()) {
      List<Long> counts =
          TestRuns.fit(
                  TestRuns.plan(
                      OBJECTIVE,
                      "batch: {fraction: " + fraction + "}",
                      "optimizer: {kind: sgd, learning-rate: 0.001}",
                      "stop: {steps: 200}"),
                  rows)
              .events(StepDone.class)
              .stream()
              .map(StepDone::batchRows)
              .toList();

      double mean = counts.stream().mapToLong(Long::longValue).average().orElseThrow();
      // 200 draws of Binomial(300, 0.05): mean 15, standard error 0.27.
      assertThat(mean).isBetween(15 - 5 * 0.27, 15 + 5 * 0.27);
      assertThat(counts.stream().distinct().count()).isGreaterThan(5);
    }
  }

  @Test
  void anEmptyBernoulliDrawMakesNoUpdateAndDoesNotAdvanceTheSchedule() {
    try (BlockSet rows = SharedSpark.blocks(TestRuns.oneHotRows(4), 1, 3)) {
      TestRuns.Run run =
          TestRuns.fit(
              TestRuns.plan(
                  TestRuns.linear(4),
                  "batch: {fraction: 0.05}",
                  "optimizer: {kind: sgd, learning-rate: 0.1}",
                  "schedule: {kind: exponential, factor: 0.5}",
                  "stop: {steps: 6}"),
              rows);

      List<StepDone> steps = run.events(StepDone.class);
      assertThat(steps).hasSize(6).allMatch(step -> step.batchRows() > 0);
      assertThat(steps.stream().map(StepDone::learningRate))
          .containsExactly(0.1, 0.05, 0.025, 0.0125, 0.00625, 0.003125);
    }
  }

  @Test
  void aBatchLargerThanTheDataIsAnErrorThatNamesTheWayOut() {
    try (BlockSet rows = SharedSpark.blocks(TestRuns.oneHotRows(10), 10)) {
      TrainingPlan plan =
          TestRuns.plan(TestRuns.linear(10), "batch: {size: 4, accumulation-steps: 3}");

      assertThatThrownBy(() -> TestRuns.fit(plan, rows))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Invalid batch.size: 12 rows a step with batch.accumulation-steps 3 (allowed: up to"
                  + " the 10 training rows; batch.full: true uses them all)");
    }
  }

  @Test
  void onlyThePartitionsThatHoldRowsOfASmallBatchAreStarted() {
    long[] firstRows = {0, 10, 10, 20, 30, 40, 50, 60, 70, 80};
    ShuffleSampler sampler = new ShuffleSampler(80, 1, 800, 3);

    for (int step = 0; step < 80; step++) {
      int[] partitions =
          PartitionChoice.holding(
              sampler, new Round(Round.Kind.SYNCHRONOUS, step, step, step, 1, 1), firstRows);
      assertThat(partitions).hasSize(1);
      long row = sampler.rowAt(step);
      assertThat(row).isBetween(firstRows[partitions[0]], firstRows[partitions[0] + 1] - 1);
    }
  }
}
