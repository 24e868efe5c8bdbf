package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose vectors travel compressed. */
class CompressedRoundsTest {
  private static final int FEATURES = 200;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final int STEPS = 150;

  private static final String[] SGD = {
    "batch: {size: 100}", "optimizer: {kind: sgd, learning-rate: 0.05}", "schedule: {kind: cosine}"
  };

  private static BlockSet rows;
  private static TestRuns.Run exact;

  @BeforeAll
  static void trainExactly() {
    rows = SharedSpark.blocks(TestRuns.twoClasses(1000, FEATURES, 17), 400, 0, 600);
    exact = run();
  }

  @AfterAll
  static void close() {
    rows.close();
  }

  private static TestRuns.Run run(String... more) {
    return run(STEPS, more);
  }

  private static TestRuns.Run run(int steps, String... more) {
    List<String> settings = new ArrayList<>(Arrays.asList(SGD));
    settings.add("stop: {steps: " + steps + "}");
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
    TestRuns.Run compressed = run("compression: {kind: " + kind + "}");

    assertThat(loss(compressed)).isCloseTo(loss(exact), within(tolerance));
    assertThat(compressed.weights()).isNotEqualTo(exact.weights());
    assertThat(compressed.result().bytes().ratio()).isGreaterThan(fewer);
    assertThat(run("compression: {kind: " + kind + "}").weights())
        .containsExactly(compressed.weights());
  }

  @ParameterizedTest
  @ValueSource(strings = {"top-k, ratio: 0.02", "sign"})
  void withoutErrorFeedbackBiasedCodecsAreWorse(String kind) {
    double with = loss(run("compression: {kind: " + kind + "}"));
    double without = loss(run("compression: {kind: " + kind + ", error-feedback: false}"));

    assertThat(Math.abs(without - loss(exact))).isGreaterThan(2 * Math.abs(with - loss(exact)));
  }

  @Test
  void theCosineSaysWhatIsLost() {
    assertThat(exact.events(StepDone.class)).allMatch(step -> step.cosine() == 1);
    assertThat(run("compression: {kind: bf16}").events(StepDone.class))
        .allMatch(step -> step.cosine() > 0.9999 && step.cosine() < 1);
    TestRuns.Run sparse = run("compression: {kind: top-k, ratio: 0.05}");
    assertThat(sparse.events(StepDone.class))
        .allMatch(step -> step.cosine() > 0.2 && step.cosine() < 0.99);
    assertThat(sparse.result().cosine())
        .isEqualTo(sparse.events(StepDone.class).get(STEPS - 1).cosine());
  }

  @Test
  void theFirstStepsAreExactWhereTheDensePhaseSaysSo() {
    List<StepDone> steps = run("compression: {kind: top-k, start-step: 20}").events(StepDone.class);
    assertThat(steps.subList(0, 20)).allMatch(step -> step.cosine() == 1);
    assertThat(steps.subList(20, STEPS)).allMatch(step -> step.cosine() < 1);
    assertThat(steps.get(0).bytes().returned())
        .isGreaterThan(20 * steps.get(30).bytes().returned());
  }

  @ParameterizedTest
  @CsvSource({"float32, 2, 1e-5", "bf16, 4, 0.01"})
  void weightsTravelInFewerBytesAndStayWholeOnTheDriver(
      String broadcast, int fewer, double tolerance) {
    TestRuns.Run shorter = run("compression: {broadcast: " + broadcast + "}");

    assertThat(shorter.result().bytes().broadcast() * fewer)
        .isEqualTo(exact.result().bytes().broadcast());
    assertThat(loss(shorter)).isCloseTo(loss(exact), within(tolerance)).isNotEqualTo(loss(exact));
    assertThat(Arrays.stream(shorter.weights()).filter(w -> w != (float) w)).isNotEmpty();
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
    double[] often = run(50, settings.formatted(2)).weights();
    assertThat(run(50, settings.formatted(1)).weights()).containsExactly(often);
    assertThat(run(50, settings.formatted(40)).weights()).containsExactly(often);
  }

  @Test
  void localRoundsAndCompressionGoTogether() {
    TestRuns.Run both =
        run(
            "synchronize: {local-steps: 10, local-state: keep}",
            "compression: {kind: top-k, ratio: 0.1}");

    // Fifteen rounds: what was not sent yet counts.
    assertThat(loss(both)).isCloseTo(loss(exact), within(0.1));
    assertThat(exact.result().bytes().returned())
        .isGreaterThan(100 * both.result().bytes().returned());
  }

  @Test
  void nothingIsLeftInTheCacheOrOnDisk() {
    int before = SharedSpark.context().getPersistentRDDs().size();
    run(20, "compression: {kind: top-k, snapshot-every: 3}");
    assertThat(SharedSpark.context().getPersistentRDDs()).hasSize(before);
  }
}
