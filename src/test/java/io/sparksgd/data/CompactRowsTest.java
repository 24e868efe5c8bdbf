package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.CounterRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompactRowsTest {
  private static final int FEATURES = 5000;

  /** What the stored values are. */
  enum Values {
    DOUBLES(SparseDoubles.class),
    FLOATS(SparseFloats.class),
    ONES(SparseOnes.class);

    final Class<?> form;

    Values(Class<?> form) {
      this.form = form;
    }

    double of(double value) {
      return switch (this) {
        case DOUBLES -> value;
        case FLOATS -> (float) value;
        case ONES -> 1.0;
      };
    }
  }

  private static RowBlock sparse(int rows, long seed, Values values) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < rows; row++) {
      builder.startRow(row % 2, 1 + row % 3);
      int[] indices = new int[row % 12];
      for (int i = 0; i < indices.length; i++) {
        indices[i] = (int) CounterRandom.below(seed, row, i, FEATURES);
      }
      for (int index : Arrays.stream(indices).sorted().distinct().toArray()) {
        builder.feature(index, values.of(CounterRandom.gaussian(seed, row, index)));
      }
    }
    RowBlock block = builder.build();
    assertThat(block).isInstanceOf(values.form);
    return block;
  }

  static Stream<Arguments> pairs() {
    return Arrays.stream(Values.values())
        .flatMap(
            first -> Arrays.stream(Values.values()).map(second -> Arguments.of(first, second)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void rowsKeepTheirLabelsWeightsAndValues(Values firstValues, Values secondValues) {
    RowBlock first = sparse(40, 1, firstValues);
    RowBlock second = sparse(30, 2, secondValues);
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
  void rowsOfOnesNeedNoValues() {
    RowBlock ones = sparse(40, 1, Values.ONES);
    RowBlock floats = sparse(40, 1, Values.FLOATS);
    RowSelection rows = RowSelection.range(3, 30);
    assertThat(CompactRows.of(List.of(ones), List.of(rows)).block()).isInstanceOf(SparseOnes.class);
    assertThat(CompactRows.of(List.of(ones, floats), List.of(rows, rows)).block())
        .isInstanceOf(SparseDoubles.class);
  }

  @ParameterizedTest
  @EnumSource
  void aMarginKeepsItsBits(Values values) {
    RowBlock block = sparse(60, 3, values);
    double[] parameters = new double[FEATURES];
    for (int j = 0; j < FEATURES; j++) {
      parameters[j] = CounterRandom.gaussian(9, 0, j);
    }
    CompactRows compact = CompactRows.of(List.of(block), List.of(RowSelection.range(0, 60)));
    double[] few = new double[compact.features().length];
    for (int i = 0; i < few.length; i++) {
      few[i] = parameters[compact.features()[i]];
    }
    double[] margins = new double[60];
    double[] compactMargins = new double[60];
    RowSelection all = RowSelection.range(0, 60);
    block.margins(all, 0, 60, parameters, 1, margins);
    compact.block().margins(all, 0, 60, few, 1, compactMargins);
    assertThat(compactMargins).containsExactly(margins);
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
