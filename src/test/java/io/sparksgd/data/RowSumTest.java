package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.SparseVector;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sum over touched coordinates has the bits of the whole vector's. */
class RowSumTest {
  private static final int FEATURES = 40;

  @ParameterizedTest
  @CsvSource({"1, 1, false", "1, 5, false", "1, 5, true", "3, 1, true", "3, 6, false"})
  void equalsTheSumOverAllFeatures(int outputs, int rows, boolean ones) {
    RowBlock block = block(rows, ones);
    RowSum sum = new RowSum(FEATURES, outputs);
    for (int round = 0; round < 3; round++) {
      double[] factors = new double[rows * outputs];
      for (int i = 0; i < factors.length; i++) {
        // A factor of 0 among them.
        factors[i] = i == round ? 0 : CounterRandom.gaussian(1, round, i);
      }
      double[] expected = new double[FEATURES * outputs + 1];
      block.addRows(RowSelection.range(0, rows), 0, rows, factors, outputs, expected);
      for (int row = 0; row < rows; row++) {
        sum.add(block, row, factors, row * outputs);
      }
      // A coordinate of no feature does not disturb the next round.
      expected[FEATURES * outputs] = 7;
      sum.sum().add(FEATURES * outputs, 7);
      assertThat(whole(sum.sum(), expected.length)).containsExactly(expected);
      sum.clear();
      assertThat(sum.sum().size()).isZero();
    }
  }

  private static double[] whole(SparseVector sparse, int length) {
    double[] whole = new double[length];
    boolean[] seen = new boolean[length];
    for (int i = 0; i < sparse.size(); i++) {
      int at = sparse.coordinates()[i];
      assertThat(seen[at]).isFalse();
      seen[at] = true;
      whole[at] = sparse.values()[i];
    }
    return whole;
  }

  private static RowBlock block(int rows, boolean ones) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(1, 1);
      for (int feature = row % 3; feature < FEATURES; feature += 3 + row % 2) {
        builder.feature(feature, ones ? 1 : CounterRandom.gaussian(2, row, feature));
      }
    }
    return builder.atLeast(FEATURES).build();
  }
}
