package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many vectors a run holds at the same time. */
class HeapNeedTest {
  private static final long BASE = 100L << 20;

  /** 3,000,000 parameters, in vectors of 24 MB. */
  private static final Objective WIDE =
      new ModelSpec.Softmax().build(2, 1_000_000, Intercept.FITTED);

  private static double vectors(long bytes, Objective objective) {
    return (bytes - BASE) / (8.0 * objective.layout().size());
  }

  /** 4 of the loop, 2 published, 1 decoded; a task has a gradient, encoded, and as a result. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer: {kind: sgd} | 6 | 11 | 13",
        "optimizer: {kind: adam} | 8 | 13 | 15",
        "optimizer: {kind: amsgrad, average-decay: 0.9} | 10 | 15 | 17",
        "optimizer: {kind: adagrad, clip-norm: 1} | 7 | 12 | 14",
        "'optimizer: {kind: sgd}\nstop: {early: {metric: loss}}' | 7 | 12 | 14",
        "'optimizer: {kind: momentum}\nguard: {on-divergence: roll-back}' | 9 | 14 | 16",
        "'optimizer: {kind: sgd}\ncompression: {kind: float32, broadcast: float32}' | 5 | 8.5 | 10",
        "'optimizer: {kind: adam}\n"
            + "synchronize: {local-steps: 2, local-state: reset}' | 8 | 16 | 21",
        "'optimizer: {kind: adam}\nsynchronize: {local-steps: 2}' | 8 | 22 | 29",
      })
  void vectorsOfARunAreCounted(String settings, double driver, double one, double two) {
    HeapNeed need = new HeapNeed(TestRuns.plan(WIDE, "batch: {size: 32}", settings));
    try (BlockSet rows = SharedSpark.blocks(TestRuns.twoClasses(64, 2, 1), 32, 32)) {
      assertThat(vectors(need.driver(), WIDE)).isEqualTo(driver);
      assertThat(vectors(need.both(rows, 1), WIDE)).isEqualTo(one);
      assertThat(vectors(need.both(rows, 2), WIDE)).isEqualTo(two);
      assertThat(need.both(rows, 100)).isEqualTo(need.both(rows, 2));
    }
  }

  @Test
  void gradientsOfFewFeaturesTakeNothing() {
    Objective wide = TestRuns.linear(1_000_000);
    HeapNeed need =
        new HeapNeed(TestRuns.plan(wide, "batch: {full: true}", "optimizer: {kind: sgd}"));
    try (BlockSet rows = SharedSpark.blocks(TestRuns.oneHotRows(64), 32, 32)) {
      assertThat(vectors(need.both(rows, 2), wide)).isEqualTo(7);
    }
  }

  @Test
  void aTreeSendsFewerSumsToTheDriver() {
    String[] settings = {"batch: {full: true}", "optimizer: {kind: sgd}", ""};
    try (BlockSet rows = SharedSpark.blocks(TestRuns.twoClasses(64, 2, 1), 16, 16, 16, 16)) {
      // 96 MB of four results are a tree by themselves.
      HeapNeed tree = new HeapNeed(TestRuns.plan(WIDE, settings));
      settings[2] = "synchronize: {aggregation-depth: 1}";
      HeapNeed flat = new HeapNeed(TestRuns.plan(WIDE, settings));

      assertThat(vectors(flat.both(rows, 2), WIDE)).isEqualTo(7 + 4 + 4);
      assertThat(vectors(tree.both(rows, 2), WIDE)).isEqualTo(7 + 4 + 2);
    }
  }

  @Test
  void aVectorOfMoreBytesThanAnArrayIsRefused() {
    Objective larger = new ModelSpec.Softmax().build(20, 1 << 24, Intercept.NONE);

    assertThatThrownBy(() -> new HeapNeed(TestRuns.plan(larger, "batch: {full: true}")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
