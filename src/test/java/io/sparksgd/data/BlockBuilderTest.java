package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockBuilderTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.95})
  void keepsEveryCellWhileItGrows(double density) {
    double[][] matrix = RandomRows.matrix(1, 1000, 30, density);
    BlockBuilder builder = new BlockBuilder();
    for (int i = 0; i < matrix.length; i++) {
      builder.startRow(i, i % 7);
      for (int j = 0; j < 30; j++) {
        builder.feature(j, matrix[i][j]);
      }
    }
    assertThat(builder.rows()).isEqualTo(1000);
    RowBlock block = builder.build();
    assertThat(block.rows()).isEqualTo(1000);
    assertThat(block.features()).isEqualTo(30);
    for (int i = 0; i < matrix.length; i++) {
      assertThat(block.label(i)).isEqualTo(i);
      assertThat(block.weight(i)).isEqualTo(i % 7);
      assertThat(cells(block, i, 30)).containsExactly(matrix[i]);
    }
  }

  @Test
  void becomesDenseFromHalfOfTheCells() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(0, 1).feature(0, 1).feature(3, 1);
    assertThat(builder.build()).isInstanceOf(DenseBlock.class);
    builder.startRow(0, 1).feature(0, 1).feature(4, 1);
    assertThat(builder.build()).isInstanceOf(SparseBlock.class);
  }

  @Test
  void aZeroCountsForTheWidthButIsNotStored() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(0, 1).feature(2, 5).feature(9, 0.0).feature(11, -0.0);
    assertThat(builder.storedValues()).isEqualTo(1);
    RowBlock block = builder.build();
    assertThat(block.features()).isEqualTo(12);
    assertThat(block.storedValues()).isEqualTo(1);
  }

  @Test
  void cellsThatWereNotStoredAreZeroInADenseBlock() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(0, 1).feature(1, 5).feature(2, 6);
    builder.startRow(0, 1).feature(0, 7);
    RowBlock block = builder.build();
    assertThat(block).isInstanceOf(DenseBlock.class);
    assertThat(cells(block, 0, 3)).containsExactly(0, 5, 6);
    assertThat(cells(block, 1, 3)).containsExactly(7, 0, 0);
  }

  @Test
  void isEmptyAfterBuild() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(3, 2).feature(0, 1).feature(1, 2);
    builder.build();
    assertThat(builder.rows()).isZero();
    assertThat(builder.storedValues()).isZero();
    builder.startRow(4, 1).feature(0, 9);
    RowBlock second = builder.build();
    assertThat(second.rows()).isEqualTo(1);
    assertThat(second.features()).isEqualTo(1);
    assertThat(second.weight(0)).isEqualTo(1);
    assertThat(second.bytes()).as("no weights are kept").isEqualTo(4 + 8);
    assertThat(cells(second, 0, 1)).containsExactly(9);
  }

  @Test
  void buildsABlockOfNoRowsAndOneOfRowsWithoutFeatures() {
    assertThat(new BlockBuilder().build().rows()).isZero();
    RowBlock block = new BlockBuilder().startRow(1, 1).startRow(2, 1).build();
    assertThat(block.rows()).isEqualTo(2);
    assertThat(block.features()).isZero();
    double[] margin = {9};
    block.margins(1, new double[0], 1, margin);
    assertThat(margin[0]).isZero();
  }

  @Test
  void aDroppedRowLeavesNoTrace() {
    BlockBuilder builder = new BlockBuilder();
    builder.startRow(1, 1).feature(0, 2);
    builder.startRow(5, 3).feature(1, 4).feature(7, 6).dropRow();
    assertThat(builder.rows()).isEqualTo(1);
    assertThat(builder.storedValues()).isEqualTo(1);
    builder.startRow(8, 1).feature(1, 9);
    RowBlock block = builder.build();
    assertThat(block.rows()).isEqualTo(2);
    assertThat(block.features()).isEqualTo(2);
    assertThat(block.bytes()).as("no weights are kept").isEqualTo(4 * 4 + 8 * 2);
    assertThat(cells(block, 0, 2)).containsExactly(2, 0);
    assertThat(cells(block, 1, 2)).containsExactly(0, 9);
    assertThat(block.label(1)).isEqualTo(8);
  }

  @Test
  void onlyARowThatWasBegunCanBeDropped() {
    BlockBuilder builder = new BlockBuilder();
    assertThatThrownBy(builder::dropRow)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("No row to drop");
    builder.startRow(0, 1).startRow(0, 1).dropRow();
    assertThatThrownBy(builder::dropRow).isInstanceOf(IllegalStateException.class);
    builder.build();
    assertThatThrownBy(builder::dropRow).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void copiesRowsOfEveryForm() {
    double[][] matrix = RandomRows.rounded(RandomRows.matrix(4, 5, 6, 0.5));
    double[][] ones = RandomRows.ones(matrix);
    BlockBuilder builder = new BlockBuilder();
    builder.copy(RandomRows.dense(matrix), 3).copy(RandomRows.sparse(matrix), 1);
    builder.copy(RandomRows.denseFloats(matrix), 0).copy(RandomRows.sparseFloats(matrix), 2);
    builder.copy(RandomRows.sparseOnes(ones), 4, 7.0);
    RowBlock block = builder.build();
    assertThat(cells(block, 0, 6)).containsExactly(matrix[3]);
    assertThat(cells(block, 1, 6)).containsExactly(matrix[1]);
    assertThat(cells(block, 2, 6)).containsExactly(matrix[0]);
    assertThat(cells(block, 3, 6)).containsExactly(matrix[2]);
    assertThat(cells(block, 4, 6)).containsExactly(ones[4]);
    assertThat(block.label(3)).isZero();
    assertThat(block.label(4)).isEqualTo(7);
  }

  @Test
  void manyCopiedRowsKeepTheirCells() {
    double[][] matrix = RandomRows.matrix(6, 40, 700, 0.7);
    RowBlock from = RandomRows.dense(matrix);
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 40; row++) {
      builder.copy(from, row);
    }
    RowBlock block = builder.build();
    for (int row = 0; row < 40; row++) {
      assertThat(cells(block, row, 700)).containsExactly(matrix[row]);
    }
  }

  @Test
  void aBlockCanBeWiderThanItsRows() {
    RowBlock block = new BlockBuilder().startRow(0, 1).feature(1, 2).atLeast(9).build();
    assertThat(block.features()).isEqualTo(9);
    assertThat(block.storedValues()).isEqualTo(1);
    assertThat(new BlockBuilder().startRow(0, 1).feature(8, 2).atLeast(3).build().features())
        .isEqualTo(9);
  }

  static Stream<Arguments> forms() {
    double tenth = 0.1;
    double exact = 0.25;
    return Stream.of(
        Arguments.of(Precision.AUTO, exact, DenseFloats.class, SparseFloats.class),
        Arguments.of(Precision.AUTO, tenth, DenseDoubles.class, SparseDoubles.class),
        Arguments.of(Precision.AUTO, 1e300, DenseDoubles.class, SparseDoubles.class),
        Arguments.of(Precision.AUTO, 1.0, DenseFloats.class, SparseOnes.class),
        Arguments.of(Precision.FLOAT32, exact, DenseFloats.class, SparseFloats.class),
        Arguments.of(Precision.FLOAT32, tenth, DenseFloats.class, SparseFloats.class),
        Arguments.of(Precision.FLOAT32, 1.0, DenseFloats.class, SparseOnes.class),
        Arguments.of(Precision.FLOAT64, exact, DenseDoubles.class, SparseDoubles.class),
        Arguments.of(Precision.FLOAT64, tenth, DenseDoubles.class, SparseDoubles.class),
        Arguments.of(Precision.FLOAT64, 1.0, DenseDoubles.class, SparseOnes.class));
  }

  @ParameterizedTest
  @MethodSource("forms")
  void thePrecisionAndTheValuesDecideTheForm(
      Precision precision, double value, Class<?> dense, Class<?> sparse) {
    BlockBuilder builder = new BlockBuilder(precision);
    assertThat(builder.startRow(0, 1).feature(0, 1.0).feature(1, value).build())
        .isInstanceOf(dense);
    RowBlock block = builder.startRow(0, 1).feature(0, 1.0).feature(9, value).build();
    assertThat(block).isInstanceOf(sparse);
    double stored = precision == Precision.FLOAT32 ? (float) value : value;
    assertThat(cells(block, 0, 10)).containsExactly(1, 0, 0, 0, 0, 0, 0, 0, 0, stored);
  }

  @Test
  void valuesBeyondTheRangeOfFloatsBecomeTheLargestOnes() {
    double largest = Float.MAX_VALUE;
    for (int last : new int[] {2, 20}) {
      BlockBuilder builder = new BlockBuilder(Precision.FLOAT32).startRow(0, 1);
      RowBlock block = builder.feature(0, 1e300).feature(1, -1e39).feature(last, 2e-46).build();
      assertThat(Arrays.copyOf(cells(block, 0, 21), 3)).containsExactly(largest, -largest, 0);
    }
  }

  @Test
  void selectionsMayRepeatRows() {
    RowSelection selection = RowSelection.of(new int[] {9, 4, 4, 2, 7}, 1, 4);
    assertThat(selection.size()).isEqualTo(3);
    assertThat(selection.row(0)).isEqualTo(4);
    assertThat(selection.row(1)).isEqualTo(4);
    assertThat(selection.row(2)).isEqualTo(2);
    RowSelection range = RowSelection.range(5, 8);
    assertThat(range.size()).isEqualTo(3);
    assertThat(range.row(2)).isEqualTo(7);
  }

  private static double[] cells(RowBlock block, int row, int features) {
    double[] cells = new double[features];
    block.forEach(row, (index, value) -> cells[index] = value);
    return cells;
  }
}
