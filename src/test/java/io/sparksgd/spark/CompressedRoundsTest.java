package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.SharedSpark;
import io.sparksgd.data.RowBlock;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose vectors travel compressed. */
class CompressedRoundsTest {
  private static final int FEATURES = 200;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(1000, FEATURES, 17);

  private static final String[] SGD = {
    "batch: {size: 100}",
    "optimizer: {kind: sgd, learning-rate: 0.05}",
    "schedule: {kind: cosine}",
    "stop: {steps: 150}"
  };

  private static TestRuns.Run run(BlockSet rows, String... more) {
    List<String> settings = new ArrayList<>(Arrays.asList(SGD));
    settings.addAll(Arrays.asList(more));
    return TestRuns.fit(TestRuns.plan(LOGISTIC, settings.toArray(String[]::new)), rows);
  }

  private static double loss(TestRuns.Run run) {
    return run.result().last().trainLoss();
  }

  /** Factors of fewer bytes are by the codec; tolerances by what it is known to lose. */
  @ParameterizedTest
  @CsvSource({
    "float32, 1.7, 1e-6",
    "bf16, 3, 1e-3",
    "fp16, 3, 1e-3",
    "int8, 5, 2e-3",
    "'random-k, ratio: 0.25', 3, 0.2",
    "'top-k, ratio: 0.05', 15, 0.03",
    "'threshold, threshold: 2', 5, 0.05",
    "sign, 10, 0.05",
  })
  void compressedRunsLearnWithFewerBytes(String kind, double fewer, double tolerance) {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 400, 0, 600)) {
      TestRuns.Run exact = run(rows);
      TestRuns.Run compressed = run(rows, "compression: {kind: " + kind + "}");

      assertThat(loss(compressed)).isCloseTo(loss(exact), within(tolerance));
      assertThat(compressed.weights()).isNotEqualTo(exact.weights());
      assertThat(compressed.result().bytes().ratio()).isGreaterThan(fewer);
      assertThat(run(rows, "compression: {kind: " + kind + "}").weights())
          .containsExactly(compressed.weights());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"top-k, ratio: 0.02", "sign"})
  void withoutErrorFeedbackBiasedCodecsAreWorse(String kind) {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      double exact = loss(run(rows));
      double with = loss(run(rows, "compression: {kind: " + kind + "}"));
      double without = loss(run(rows, "compression: {kind: " + kind + ", error-feedback: false}"));

      assertThat(Math.abs(without - exact)).isGreaterThan(2 * Math.abs(with - exact));
    }
  }

  @Test
  void theCosineSaysWhatIsLost() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      assertThat(run(rows).events(StepDone.class)).allMatch(step -> step.cosine() == 1);
      assertThat(run(rows, "compression: {kind: bf16}").events(StepDone.class))
          .allMatch(step -> step.cosine() > 0.9999 && step.cosine() < 1);
      TestRuns.Run sparse = run(rows, "compression: {kind: top-k, ratio: 0.05}");
      assertThat(sparse.events(StepDone.class))
          .allMatch(step -> step.cosine() > 0.2 && step.cosine() < 0.99);
      assertThat(sparse.result().cosine())
          .isEqualTo(sparse.events(StepDone.class).get(149).cosine());
    }
  }

  @Test
  void theFirstStepsAreExactWhereTheDensePhaseSaysSo() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      List<StepDone> steps =
          run(rows, "compression: {kind: top-k, start-step: 20}").events(StepDone.class);
      assertThat(steps.subList(0, 20)).allMatch(step -> step.cosine() == 1);
      assertThat(steps.subList(20, 150)).allMatch(step -> step.cosine() < 1);
      assertThat(steps.get(0).bytes().returned())
          .isGreaterThan(20 * steps.get(30).bytes().returned());
    }
  }

  @ParameterizedTest
  @CsvSource({"float32, 2, 1e-5", "bf16, 4, 0.01"})
  void weightsTravelInFewerBytesAndStayWholeOnTheDriver(
      String broadcast, int fewer, double tolerance) {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      TestRuns.Run exact = run(rows);
      TestRuns.Run shorter = run(rows, "compression: {broadcast: " + broadcast + "}");

      assertThat(shorter.result().bytes().broadcast() * fewer)
          .isEqualTo(exact.result().bytes().broadcast());
      assertThat(loss(shorter)).isCloseTo(loss(exact), within(tolerance)).isNotEqualTo(loss(exact));
      assertThat(Arrays.stream(shorter.weights()).filter(w -> w != (float) w)).isNotEmpty();
    }
  }

  /** Saved and read again, or carried along in memory: the same bits. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "compression: {kind: top-k, ratio: 0.05, snapshot-every: %d}",
        "compression: {kind: sign, snapshot-every: %d}\nsynchronize: {local-steps: 7, local-state:"
            + " keep}"
      })
  void savingTheMemoryOfPartitionsChangesNothing(String settings) {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 400, 0, 600)) {
      double[] often = run(rows, settings.formatted(2)).weights();
      assertThat(run(rows, settings.formatted(1)).weights()).containsExactly(often);
      assertThat(run(rows, settings.formatted(40)).weights()).containsExactly(often);
    }
  }

  @Test
  void localRoundsAndCompressionGoTogether() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      TestRuns.Run exact = run(rows);
      TestRuns.Run both =
          run(
              rows,
              "synchronize: {local-steps: 10, local-state: keep}",
              "compression: {kind: top-k, ratio: 0.1}");

      // Fifteen rounds: what was not sent yet counts.
      assertThat(loss(both)).isCloseTo(loss(exact), within(0.1));
      assertThat(exact.result().bytes().returned())
          .isGreaterThan(100 * both.result().bytes().returned());
    }
  }

  @Test
  void nothingIsLeftInTheCacheOrOnDisk() {
    try (BlockSet rows = SharedSpark.blocks(ROWS, 500, 500)) {
      int before = SharedSpark.context().getPersistentRDDs().size();
      run(rows, "compression: {kind: top-k, snapshot-every: 3}");
      assertThat(SharedSpark.context().getPersistentRDDs()).hasSize(before);
    }
  }
}
