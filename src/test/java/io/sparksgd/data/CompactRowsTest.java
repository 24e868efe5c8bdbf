package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.CounterRandom;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompactRowsTest {
  private static final int FEATURES = 5000;

  private static RowBlock sparse(int rows, long seed) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(row % 2, 1 + row % 3);
      int[] indices = new int[row % 12];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = (int) CounterRandom.below(seed, row, i, FEATURES);
      }
      for (int index : Arrays.stream(indices).sorted().distinct().toArray()) {
        builder.feature(index, CounterRandom.gaussian(seed, row, index));
      }
    }
    return builder.build();
  }

  @Test
  void rowsKeepTheirLabelsWeightsAndValues() {
    RowBlock first = sparse(40, 1);
    RowBlock second = sparse(30, 2);
    int[] some = {3, 3, 17, 29};
    CompactRows compact =
        CompactRows.of(
            List.of(first, second),
            List.of(RowSelection.range(5, 9), RowSelection.of(some, 0, some.length)));

    assertThat(compact.block().rows()).isEqualTo(8);
    for (int i = 0; i < 8; i++) {
      RowBlock from = i < 4 ? first : second;
      int row = i < 4 ? 5 + i : some[i - 4];
      assertThat(compact.block().label(i)).isEqualTo(from.label(row));
      assertThat(compact.block().weight(i)).isEqualTo(from.weight(row));
      double[] expected = new double[FEATURES];
      from.forEach(row, (index, value) -> expected[index] = value);
      double[] actual = new double[FEATURES];
      compact.block().forEach(i, (index, value) -> actual[compact.features()[index]] = value);
      assertThat(actual).containsExactly(expected);
    }
  }

  @Test
  void featuresAreNumberedOnceInTheOrderOfTheirAppearance() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(0, 1).feature(70, 1).feature(900, 2);
    builder.startRow(1, 1).feature(5, 3).feature(70, 4);
    RowBlock block = builder.build();
    CompactRows compact = CompactRows.of(List.of(block), List.of(RowSelection.range(0, 2)));

    assertThat(compact.features()).containsExactly(70, 900, 5);
    assertThat(compact.block().features()).isEqualTo(3);
    assertThat(compact.block().storedValues()).isEqualTo(4);
  }

  @Test
  void aDotProductKeepsItsBits() {
    RowBlock block = sparse(60, 3);
    double[] parameters = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      parameters[j] = CounterRandom.gaussian(9, 0, j);
    }
    CompactRows compact = CompactRows.of(List.of(block), List.of(RowSelection.range(0, 60)));
    double[] few = new double[compact.features().length];
    for (int i = 0; i < few.length; i++) {
      few[i] = parameters[compact.features()[i]];
    }
    for (int row = 0; row < 60; row++) {
      assertThat(compact.block().dot(row, few, 0)).isEqualTo(block.dot(row, parameters, 0));
    }
  }

  @Test
  void manyFeaturesWithEqualHashesStillFindTheirNumbers() {
    BlockBuilder builder = new BlockBuilder().startRow(0, 1);
    for (int i = 0; i < 2000; i++) {
      builder.feature(i << 20, i + 1.0);
    }
    RowBlock block = builder.build();
    CompactRows compact = CompactRows.of(List.of(block), List.of(RowSelection.range(0, 1)));
    assertThat(compact.features()).hasSize(2000).doesNotHaveDuplicates();
  }

  @Test
  void rowsWithoutValuesAreFine() {
    RowBlock block = new BlockBuilder().startRow(1, 1).startRow(0, 1).build();
    CompactRows compact = CompactRows.of(List.of(block), List.of(RowSelection.range(0, 2)));
    assertThat(compact.block().rows()).isEqualTo(2);
    assertThat(compact.features()).isEmpty();
  }
}
