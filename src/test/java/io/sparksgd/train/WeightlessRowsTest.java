package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches whose rows have no weight make no update, and their rows count in the epochs. */
class WeightlessRowsTest {
  private static final int FEATURES = 5;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(400, FEATURES, 3);

  private static TestRuns.Run fit(int weightedEvery, String... settings) {
    try (BlockSet rows =
        SharedSpark.blocks(TestRuns.weightedEvery(weightedEvery, ROWS), 100, 300)) {
      return TestRuns.fit(TestRuns.plan(LOGISTIC, settings), rows, Optional.of(rows));
    }
  }

  /** Of 400 rows 8 have a weight: a batch of 4 rows mostly has none of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{size: 4} | 3 | 8",
        "{size: 4, sampling: block-shuffle} | 3 | 8",
        "{size: 7} | 2.5 | 8",
        "{size: 2, accumulation-steps: 2} | 3 | 8"
      })
  void everyRowIsPassedAsOftenAsTheEpochsSay(String batch, double epochs, long most) {
    TestRuns.Run run = fit(50, "batch: " + batch, "stop: {epochs: " + epochs + "}");

    assertThat(run.result().rows()).isEqualTo((long) (epochs * 400));
    assertThat(run.result().epochs()).isEqualTo(epochs);
    assertThat(run.result().steps()).isBetween(1L, (long) Math.ceil(epochs) * most);
    assertThat(run.result().reason())
        .isEqualTo("Used all rows of its epochs in " + run.result().steps() + " steps.");
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  /** The loss of no epoch is a hundredth of an earlier one: the first and five more end the run. */
  @ParameterizedTest
  @ValueSource(ints = {1, 50})
  void toleranceCountsTheEpochsOfAllRows(int weightedEvery) {
    TestRuns.Run run =
        fit(
            weightedEvery,
            "batch: {size: 4}",
            "optimizer: {kind: sgd, learning-rate: 1e-3}",
            "stop: {epochs: 100, tolerance: 0.99}");

    assertThat(run.result().reason()).startsWith("Converged: ");
    assertThat(run.result().epochs()).isBetween(6.0, 7.5);
  }

  /** As many steps as epochs have batches, were it not for those that make none. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{size: 4, sampling: replacement}", "{size: 4, sampling: bernoulli}", "{size: 4}"})
  void aRunOfEpochsEndsWithThemWhateverTheSampling(String batch) {
    TestRuns.Run run = fit(50, "batch: " + batch, "stop: {epochs: 3}");

    assertThat(run.result().steps()).isBetween(1L, 60L);
    assertThat(run.result().epochs()).isBetween(2.5, 3.5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"average", "keep, local-precision: float32", "reset"})
  void roundsOfLocalStepsArePassedAsWell(String state) {
    TestRuns.Run run =
        fit(
            50,
            "batch: {size: 2}",
            "stop: {epochs: 2}",
            "synchronize: {local-steps: 4, local-state: " + state + "}",
            "optimizer: {kind: adagrad}");

    assertThat(run.result().rows()).isEqualTo(800);
    assertThat(run.result().steps()).isBetween(4L, 64L);
  }

  @Test
  void evaluationsAreDueByTheEpochsThatWerePassed() {
    TestRuns.Run run =
        fit(20, "batch: {size: 4}", "stop: {epochs: 4}", "evaluate: {every-epochs: 1}");

    assertThat(run.events(Evaluated.class)).hasSizeBetween(4, 5);
    assertThat(run.events(Evaluated.class)).extracting(e -> Math.floor(e.epoch())).contains(1.0);
    assertThat(run.events(StepDone.class)).extracting(StepDone::step).isSorted();
    StepDone last = run.events(StepDone.class).get(run.events(StepDone.class).size() - 1);
    assertThat(last.epoch()).isGreaterThan(3.5);
  }

  /** Steps are updates: the rows that are passed do not count as such. */
  @Test
  void stepsAreUpdates() {
    TestRuns.Run run = fit(50, "batch: {size: 4}", "stop: {steps: 10}");

    assertThat(run.result().steps()).isEqualTo(10);
    assertThat(run.result().rows()).isGreaterThan(120);
    assertThat(run.result().reason()).isEqualTo("Made all 10 steps.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch: {size: 4}",
        "batch: {full: true}",
        "batch: {size: 4, sampling: bernoulli}",
        "batch: {size: 4, sampling: replacement}",
        "batch: {size: 4}\nsynchronize: {local-steps: 8}\noptimizer: {kind: adagrad}",
        "batch: {size: 4}\nguard: {on-divergence: roll-back}",
        "batch: {size: 4}\ncompression: {kind: top-k}",
      })
  void rowsWithoutAnyWeightAreRefused(String settings) {
    for (String stop : new String[] {"stop: {epochs: 2}", "stop: {steps: 1000000}"}) {
      assertThatThrownBy(() -> fitAllWeightless(settings + "\n" + stop))
          .hasRootCauseInstanceOf(InvalidPlanException.class)
          .hasRootCauseMessage(
              "Invalid weights: all 400 training rows have weight 0 (allowed: at least one above"
                  + " 0)");
    }
  }

  private static TestRuns.Run fitAllWeightless(String settings) {
    BlockBuilder none = new BlockBuilder();
    for (int row = 0; row < 400; row++) {
      none.startRow(row % 2, 0).feature(FEATURES - 1, 1);
    }
    try (BlockSet rows = SharedSpark.blocks(none.build(), 150, 250)) {
      return TestRuns.fit(TestRuns.plan(LOGISTIC, settings.split("\n")), rows, Optional.empty());
    }
  }
}
