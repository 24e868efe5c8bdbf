package io.sparksgd.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.objective.ModelSpec.Intercept;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every objective promises. */
class ObjectiveTest {
  private static final Offset<Double> ROUNDING = within(1e-12);
  private static final int ROWS = 24;

  static Stream<ModelSpec> specs() {
    return GradientCheckTest.specs();
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theSumOfThePartsIsTheWhole(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock block = block(spec);
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    GradientSum whole = sum(objective, block, RowSelection.range(0, ROWS), parameters);
    GradientSum parts = new GradientSum(parameters.length);
    int[] rows = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      // 7 and 24 have no common factor: a permutation.
      rows[i] = 7 * i % ROWS;
    }
    int[] bounds = {0, 1, 6, 6, 19, ROWS};
    for (int i = 0; i + 1 < bounds.length; i++) {
      RowSelection part = RowSelection.of(rows, bounds[i], bounds[i + 1]);
      parts.add(sum(objective, block, part, parameters));
    }
    assertSame(parts, whole);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aRowThatRepeatsCountsAgain(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock block = block(spec);
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    GradientSum once = sum(objective, block, RowSelection.range(4, 5), parameters);
    GradientSum thrice =
        sum(objective, block, RowSelection.of(new int[] {4, 4, 4}, 0, 3), parameters);
    once.add(sum(objective, block, RowSelection.range(4, 5), parameters));
    once.add(sum(objective, block, RowSelection.range(4, 5), parameters));
    assertSame(thrice, once);
    assertThat(thrice.rows()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void theLossSumIsTheWeightedSumOfTheLossesOfTheRawOutputs(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock block = block(spec);
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    double[] raw = new double[objective.outputs()];
    double losses = 0;
    double weights = 0;
    for (int row = 0; row < ROWS; row++) {
      objective.raw(block, row, parameters, raw);
      losses += block.weight(row) * objective.loss(raw, block.label(row));
      weights += block.weight(row);
    }
    GradientSum sum = sum(objective, block, RowSelection.range(0, ROWS), parameters);
    assertThat(sum.lossSum()).isCloseTo(losses, ROUNDING);
    assertThat(sum.weightSum()).isCloseTo(weights, ROUNDING);
    assertThat(sum.rows()).isEqualTo(ROWS);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void neitherTheCutsBetweenBlocksNorTheExactPrecisionChangeABit(ModelSpec spec) {
    Objective objective = spec.build(100, TestBlocks.CLASSES, Intercept.FITTED);
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    GradientSum whole = new GradientSum(parameters.length);
    addBlocks(objective, parameters, 90, Precision.FLOAT64, whole);
    for (int rowsPerBlock : new int[] {1, 2, 7, 33, 90}) {
      GradientSum cut = new GradientSum(parameters.length);
      addBlocks(objective, parameters, rowsPerBlock, Precision.AUTO, cut);
      assertThat(cut.gradient()).containsExactly(whole.gradient());
      assertThat(cut.lossSum()).isEqualTo(whole.lossSum());
    }
  }

  /** 90 dense rows of 100 values that are floats exactly. */
  private static void addBlocks(
      Objective objective,
      double[] parameters,
      int rowsPerBlock,
      Precision precision,
      GradientSum sum) {
    BlockBuilder builder = new BlockBuilder(precision);
    for (int row = 0; row < 90; row++) {
      builder.startRow(row % 2, 0.5 + row % 3);
      for (int j = 0; j < 100; j++) {
        builder.feature(j, (float) (CounterRandom.gaussian(row, 1, j) / 8));
      }
      if (builder.rows() == rowsPerBlock || row == 89) {
        RowBlock block = builder.build();
        objective.addGradient(block, RowSelection.range(0, block.rows()), parameters, sum);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aWeightOfTwoIsTheRowTwice(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock doubled = new BlockBuilder().startRow(1, 2).feature(1, 0.5).feature(4, -2).build();
    RowBlock single = new BlockBuilder().startRow(1, 1).feature(1, 0.5).feature(4, -2).build();
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    GradientSum twice = sum(objective, single, RowSelection.of(new int[2], 0, 2), parameters);
    GradientSum once = sum(objective, doubled, RowSelection.range(0, 1), parameters);
    assertThat(once.gradient()).containsExactly(twice.gradient(), ROUNDING);
    assertThat(once.lossSum()).isCloseTo(twice.lossSum(), ROUNDING);
    assertThat(once.weightSum()).isEqualTo(2);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aWeightOfZeroAddsNothingEvenWhereTheLossIsInfinite(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock block = new BlockBuilder().startRow(1, 0).feature(0, 1e308).build();
    double[] parameters = new double[objective.layout().size()];
    parameters[0] = 1e10;
    GradientSum sum = sum(objective, block, RowSelection.range(0, 1), parameters);
    assertThat(sum.gradient()).containsOnly(0.0);
    assertThat(sum.lossSum()).isZero();
    assertThat(sum.weightSum()).isZero();
    assertThat(sum.rows()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void noRowsAllocateNoGradient(ModelSpec spec) throws Exception {
    Objective objective = spec.build(100_000, 3, Intercept.FITTED);
    double[] parameters = objective.initialParameters(1);
    RowBlock block = new BlockBuilder().startRow(1, 1).feature(3, 1).build();
    GradientSum sum = sum(objective, block, RowSelection.range(0, 0), parameters);
    assertThat(serialised(sum).length).isLessThan(200);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aNarrowBlockMeansZerosInTheOtherFeatures(ModelSpec spec) {
    Objective objective = objective(spec);
    int outputs = objective.outputs();
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    RowBlock block = new BlockBuilder().startRow(1, 1).feature(0, 0.5).feature(1, -2).build();
    double[] raw = new double[outputs];
    objective.raw(block, 0, parameters, raw);
    double[] wide = new double[outputs];
    double[] values = new double[TestBlocks.FEATURES];
    values[0] = 0.5;
    values[1] = -2;
    objective.raw(RowBlock.row(values), 0, parameters, wide);
    assertThat(raw).containsExactly(wide, ROUNDING);
    int columns = objective.layout().groups().get(0).columns();
    double[] gradient = sum(objective, block, RowSelection.range(0, 1), parameters).gradient();
    for (int i = 2 * columns; i < TestBlocks.FEATURES * columns; i++) {
      assertThat(gradient[i]).isZero();
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void aMarginOfTheLinearFamilyIsADotProduct(ModelSpec spec) {
    Objective objective = objective(spec);
    if (!(objective instanceof LinearObjective)) {
      return;
    }
    int outputs = objective.outputs();
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    double[] raw = new double[outputs];
    objective.raw(RowBlock.row(2, new int[] {0, 1}, new double[] {0.5, -2}), 0, parameters, raw);
    for (int k = 0; k < outputs; k++) {
      double intercept = parameters[TestBlocks.FEATURES * outputs + k];
      double margin = 0.5 * parameters[k] - 2 * parameters[outputs + k] + intercept;
      assertThat(raw[k]).isCloseTo(margin, ROUNDING);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void convexModelsStartFromZero(ModelSpec spec) {
    Objective objective = objective(spec);
    double[] start = objective.initialParameters(5);
    assertThat(start).hasSize(objective.layout().size());
    if (objective instanceof LinearObjective) {
      assertThat(start).containsOnly(0.0);
    } else {
      assertThat(start).contains(0.0).isNotEqualTo(new double[start.length]);
    }
  }

  @ParameterizedTest
  @MethodSource("specs")
  void rejectsBlocksWithMoreFeaturesThanTheLayout(ModelSpec spec) {
    Objective objective = objective(spec);
    RowBlock block = new BlockBuilder().startRow(1, 1).feature(TestBlocks.FEATURES, 1).build();
    double[] parameters = new double[objective.layout().size()];
    String message = "Invalid block: 8 features (allowed: up to 7)";
    assertThatThrownBy(() -> sum(objective, block, RowSelection.range(0, 1), parameters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> objective.raw(block, 0, parameters, new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("specs")
  void rejectsParametersOfAnotherLength(ModelSpec spec) {
    Objective objective = objective(spec);
    int size = objective.layout().size();
    RowSelection first = RowSelection.range(0, 1);
    assertThatThrownBy(() -> sum(objective, block(spec), first, new double[size + 1]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid number of parameters: %d with a sum of %d (allowed: %d)"
                .formatted(size + 1, size + 1, size));
  }

  @ParameterizedTest
  @MethodSource("specs")
  void survivesSerialisation(ModelSpec spec) throws Exception {
    Objective objective = objective(spec);
    RowBlock block = block(spec);
    double[] parameters = TestBlocks.vector(2, objective.layout().size());
    RowSelection all = RowSelection.range(0, ROWS);
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(serialised(objective)))) {
      Objective copy = (Objective) in.readObject();
      assertThat(sum(copy, block, all, parameters).gradient())
          .containsExactly(sum(objective, block, all, parameters).gradient());
    }
  }

  private static Objective objective(ModelSpec spec) {
    return spec.build(TestBlocks.FEATURES, TestBlocks.CLASSES, Intercept.FITTED);
  }

  private static RowBlock block(ModelSpec spec) {
    return TestBlocks.block(
        1, ROWS, TestBlocks.Form.SPARSE, TestBlocks.Weights.VARIED, spec, objective(spec).task());
  }

  private static GradientSum sum(
      Objective objective, RowBlock block, RowSelection rows, double[] parameters) {
    GradientSum sum = new GradientSum(parameters.length);
    objective.addGradient(block, rows, parameters, sum);
    return sum;
  }

  private static void assertSame(GradientSum actual, GradientSum expected) {
    assertThat(actual.gradient()).containsExactly(expected.gradient(), ROUNDING);
    assertThat(actual.lossSum()).isCloseTo(expected.lossSum(), ROUNDING);
    assertThat(actual.weightSum()).isCloseTo(expected.weightSum(), ROUNDING);
    assertThat(actual.rows()).isEqualTo(expected.rows());
  }

  private static byte[] serialised(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }
}
