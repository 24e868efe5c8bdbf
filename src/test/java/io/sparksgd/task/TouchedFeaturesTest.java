package io.sparksgd.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.exchange.EncodedSum;
import io.sparksgd.exchange.Wire;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A batch that touches few of many features costs what it touches, and gives the same gradient. */
class TouchedFeaturesTest {
  private static final int FEATURES = 20_000;
  private static final int VALUES = 9;

  private static RowBlock rows(int rows, int classes) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(row % classes, 0.5 + row % 4);
      int width = FEATURES / VALUES;
      for (int j = 0; j < VALUES; j++) {
        int index = j * width + (int) CounterRandom.below(4, row, j, width);
        builder.feature(index, CounterRandom.gaussian(5, row, j));
      }
    }
    return builder.build();
  }

  private static double[] gaussian(int size) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = CounterRandom.gaussian(6, 0, i);
    }
    return values;
  }

  static Stream<Arguments> objectives() {
    return Stream.of(
        Arguments.of(new ModelSpec.Logistic(), 2, Intercept.FITTED),
        Arguments.of(new ModelSpec.Linear(), 2, Intercept.NONE),
        Arguments.of(new ModelSpec.Softmax(), 3, Intercept.FITTED),
        Arguments.of(new ModelSpec.Softmax(), 3, Intercept.NONE));
  }

  @ParameterizedTest
  @MethodSource("objectives")
  void theGradientIsThatOfAllFeatures(ModelSpec spec, int classes, Intercept intercept) {
    Objective objective = spec.build(FEATURES, classes, intercept);
    double[] parameters = gaussian(objective.layout().size());
    RowBlock block = rows(120, classes);
    GradientSum expected = new GradientSum(parameters.length);
    BatchGradient chosen = new BatchGradient();
    for (int from : new int[] {0, 40, 80}) {
      RowSelection some = RowSelection.range(from, from + 25);
      objective.addGradient(block, some, parameters, expected);
      chosen.rows(block, some);
    }

    Wire wire = Wire.of(new CompressionSpec.None(), objective.layout(), Wire.Rest.LOST, 0);
    EncodedSum encodedSum = EncodedSum.of(chosen.gradient(objective, parameters, wire), wire, 0);
    GradientSum actual = new GradientSum(parameters.length);
    encodedSum.addTo(actual, wire);

    assertThat(encodedSum.bytes()).isLessThan(encodedSum.denseBytes() / 10);
    assertThat(actual.rows()).isEqualTo(75);
    assertThat(actual.weightSum()).isEqualTo(expected.weightSum());
    assertThat(actual.lossSum()).isCloseTo(expected.lossSum(), within(1e-10));
    assertThat(actual.gradient()).containsExactly(expected.gradient(), within(1e-12));
  }

  /** Too many values to renumber, and features that only the loop over single values sees. */
  static Stream<Arguments> popularFeatures() {
    return objectives()
        .flatMap(
            objective -> {
              Object[] o = objective.get();
              return Stream.of(1, 300, FEATURES / 2, FEATURES / 2 + 1)
                  .map(features -> Arguments.of(o[0], o[1], o[2], features));
            });
  }

  @ParameterizedTest
  @MethodSource("popularFeatures")
  void manyValuesOfFewFeaturesTravelAsTheseAndSumToTheSameBits(
      ModelSpec spec, int classes, Intercept intercept, int features) {
    BlockBuilder builder = new BlockBuilder();
    int rows = Math.max(FEATURES / 2, features);
    for (int row = 0; row < rows; row++) {
      builder.startRow(row % classes, 1);
      // The last ones, so that the end of the loop over features counts too.
      builder.feature(FEATURES - 1 - row % features, CounterRandom.gaussian(5, row, 0));
    }
    RowBlock block = builder.build();
    Objective objective = spec.build(FEATURES, classes, intercept);
    double[] parameters = gaussian(objective.layout().size());
    RowSelection all = RowSelection.range(0, rows);
    GradientSum expected = new GradientSum(parameters.length);
    objective.addGradient(block, all, parameters, expected);
    BatchGradient chosen = new BatchGradient();
    chosen.rows(block, all);

    Wire wire = Wire.of(new CompressionSpec.None(), objective.layout(), Wire.Rest.LOST, 0);
    EncodedSum encodedSum = EncodedSum.of(chosen.gradient(objective, parameters, wire), wire, 0);
    GradientSum actual = new GradientSum(parameters.length);
    encodedSum.addTo(actual, wire);

    assertThat(encodedSum.isSparse()).isEqualTo(features <= FEATURES / 2);
    assertThat(actual.rows()).isEqualTo(rows);
    assertThat(actual.lossSum()).isEqualTo(expected.lossSum());
    assertThat(actual.gradient()).containsExactly(expected.gradient());
  }

  @Test
  void bytesFollowTheBatchAndNotTheFeatures() {
    Objective objective = new ModelSpec.Logistic().build(FEATURES, 2, Intercept.FITTED);
    try (BlockSet set = SharedSpark.blocks(rows(3000, 2), 1400, 0, 1600)) {
      long small = returned(objective, set, 10);
      long large = returned(objective, set, 40);
      long half = returned(objective, set, 2000);

      // 12 bytes for each of 9 values a row, an intercept and three sums for each partition.
      assertThat(small).isLessThanOrEqualTo(12 * VALUES * 10 + 2 * (8 + 24));
      assertThat(large).isBetween(3 * small, 4 * small);
      // Nearly half of the features: the nine bytes of each of these are still fewer.
      assertThat(half).isBetween(20 * large, 2L * 8 * FEATURES * 3 / 4);
    }
  }

  private static long returned(Objective objective, BlockSet set, int batch) {
    TestRuns.Run run =
        TestRuns.fit(
            TestRuns.plan(
                objective,
                "batch: {size: " + batch + "}",
                "optimizer: {kind: sgd, learning-rate: 0.1}",
                "stop: {steps: 1}"),
            set);
    return run.events(StepDone.class).get(0).bytes().returned();
  }

  @Test
  void theRatioToDenseIsShown() {
    Objective objective = new ModelSpec.Logistic().build(FEATURES, 2, Intercept.FITTED);
    try (BlockSet set = SharedSpark.blocks(rows(300, 2), 300)) {
      TestRuns.Run run =
          TestRuns.fit(TestRuns.plan(objective, "batch: {size: 10}", "stop: {steps: 3}"), set);
      assertThat(run.result().bytes().ratio()).isGreaterThan(100);
    }
  }
}
