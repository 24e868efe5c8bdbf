package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.SparseReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowBlockTest {
  private static final int ROWS = 11;

  static Stream<Arguments> shapes() {
    return Stream.of(1, 2, 3, 4, 5, 7, 8, 11, 40, 70)
        .flatMap(
            features -> Stream.of(0.1, 0.6, 1.0).map(density -> Arguments.of(features, density)));
  }

  /** The whole range, a part of it, and some rows in some order, one of them twice. */
  private static List<RowSelection> selections() {
    int[] rows = {4, 0, 9, 9, 2, 10, 3};
    return List.of(
        RowSelection.range(0, ROWS),
        RowSelection.range(3, 9),
        RowSelection.of(rows, 0, rows.length),
        RowSelection.of(rows, 1, 6));
  }

  /** Every form that can hold the cells, with the cells. */
  private static Map<RowBlock, double[][]> forms(double[][] matrix) {
    double[][] rounded = RandomRows.rounded(matrix);
    Map<RowBlock, double[][]> forms = new LinkedHashMap<>();
    forms.put(RandomRows.dense(matrix), matrix);
    forms.put(RandomRows.sparse(matrix), matrix);
    forms.put(RandomRows.denseFloats(matrix), rounded);
    forms.put(RandomRows.sparseFloats(matrix), rounded);
    forms.put(RandomRows.sparseOnes(matrix), RandomRows.ones(matrix));
    return forms;
  }

  /** Rows without values are where a wrong end would read the next row, or nothing. */
  @Test
  void everyRowCanBeReadAhead() {
    double[][] matrix = RandomRows.matrix(40, ROWS, 40, 0.3);
    Arrays.fill(matrix[0], 0);
    Arrays.fill(matrix[ROWS - 1], 0);
    forms(matrix)
        .forEach(
            (block, cells) -> {
              for (int row = 0; row < ROWS; row++) {
                long read = block.touch(row);
                assertThat(block.touch(row)).isEqualTo(read);
              }
            });
    List<RowBlock> blocks = List.copyOf(forms(matrix).keySet());
    List<RowSelection> rows = blocks.stream().map(block -> RowSelection.range(0, ROWS)).toList();
    assertThat(ReadAhead.from(0, blocks, rows)).isEqualTo(blocks.size());
    List<RowBlock> many = Collections.nCopies(200, blocks.get(0));
    List<RowSelection> few = Collections.nCopies(200, RowSelection.range(2, 4));
    assertThat(ReadAhead.from(0, many, few)).isEqualTo(ReadAhead.ROWS / 2);
    assertThat(ReadAhead.from(150, many, few)).isEqualTo(200);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void marginsAreTheSumsOfProducts(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    for (int outputs : new int[] {1, 2, 3, 10}) {
      double[] parameters = RandomRows.vector(8, features * outputs);
      forms(matrix)
          .forEach(
              (block, cells) -> {
                for (RowSelection rows : selections()) {
                  assertMargins(block, cells, rows, parameters, outputs);
                }
              });
    }
  }

  /** Of all selected rows but the first. */
  private static void assertMargins(
      RowBlock block, double[][] cells, RowSelection rows, double[] parameters, int outputs) {
    double[] margins = new double[(rows.size() - 1) * outputs + 1];
    margins[margins.length - 1] = 99;
    block.margins(rows, 1, rows.size(), parameters, outputs, margins);
    for (int i = 1; i < rows.size(); i++) {
      for (int k = 0; k < outputs; k++) {
        double expected = 0;
        for (int j = 0; j < block.features(); j++) {
          expected += cells[rows.row(i)][j] * parameters[j * outputs + k];
        }
        assertThat(margins[(i - 1) * outputs + k]).isCloseTo(expected, within(1e-13));
      }
    }
    assertThat(margins[margins.length - 1]).isEqualTo(99);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void addRowsAddsTheProductsOfFactorsAndRowsRowAfterRow(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    for (int outputs : new int[] {1, 2, 3, 10}) {
      double[] factors = RandomRows.vector(10, ROWS * outputs);
      // Leaves out its row when it is the only one.
      factors[outputs] = 0;
      forms(matrix)
          .forEach(
              (block, cells) -> {
                for (RowSelection rows : selections()) {
                  assertSums(block, cells, rows, factors, outputs);
                }
              });
    }
  }

  /** Of all selected rows but the first. */
  private static void assertSums(
      RowBlock block, double[][] cells, RowSelection rows, double[] factors, int outputs) {
    double[] sum = RandomRows.vector(9, block.features() * outputs + 2);
    double[] expected = sum.clone();
    for (int i = 1; i < rows.size(); i++) {
      for (int j = 0; j < block.features(); j++) {
        for (int k = 0; k < outputs; k++) {
          double factor = factors[(i - 1) * outputs + k];
          expected[j * outputs + k] += factor * cells[rows.row(i)][j];
        }
      }
    }
    block.addRows(rows, 1, rows.size(), factors, outputs, sum);
    assertThat(sum).containsExactly(expected);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void theResultsOfARowDependNeitherOnTheOtherRowsNorOnThePrecision(int features, double density) {
    double[][] matrix = RandomRows.rounded(RandomRows.matrix(features, ROWS, features, density));
    double[][] ones = RandomRows.ones(matrix);
    for (int outputs : new int[] {1, 3}) {
      double[] parameters = RandomRows.vector(8, features * outputs);
      assertSameBits(RandomRows.dense(matrix), RandomRows.denseFloats(matrix), parameters, outputs);
      assertSameBits(
          RandomRows.sparse(matrix), RandomRows.sparseFloats(matrix), parameters, outputs);
      assertSameBits(RandomRows.sparse(ones), RandomRows.sparseOnes(ones), parameters, outputs);
    }
  }

  private static void assertSameBits(
      RowBlock doubles, RowBlock other, double[] parameters, int outputs) {
    double[] all = new double[ROWS * outputs];
    double[] some = new double[ROWS * outputs];
    double[] one = new double[outputs];
    doubles.margins(RowSelection.range(0, ROWS), 0, ROWS, parameters, outputs, all);
    for (int from = 0; from < ROWS; from++) {
      RowSelection rows = RowSelection.range(from, ROWS);
      other.margins(rows, 0, rows.size(), parameters, outputs, some);
      other.margins(from, parameters, outputs, one);
      for (int i = 0; i < rows.size() * outputs; i++) {
        assertThat(some[i]).isEqualTo(all[from * outputs + i]);
      }
      assertThat(one).containsExactly(Arrays.copyOf(some, outputs));
    }
  }

  @ParameterizedTest
  @CsvSource({"5", "6", "7", "8", "36"})
  void theMarginOfARowDoesNotDependOnTheWidthOfItsDenseBlock(int features) {
    double[][] narrow = RandomRows.matrix(3, 200, features, 1.0);
    double[][] wide = new double[200][];
    for (int i = 0; i < 200; i++) {
      wide[i] = Arrays.copyOf(narrow[i], 43);
    }
    double[] parameters = RandomRows.vector(4, 43);
    for (int i = 0; i < 200; i++) {
      assertThat(margin(RandomRows.dense(wide), i, parameters))
          .isEqualTo(margin(RandomRows.dense(narrow), i, parameters));
    }
  }

  private static double margin(RowBlock block, int row, double[] parameters) {
    double[] margin = new double[1];
    block.margins(row, parameters, 1, margin);
    return margin[0];
  }

  @Test
  void readersGetTheRowAsItLies() {
    double[][] matrix = RandomRows.matrix(6, ROWS, 6, 0.5);
    forms(matrix)
        .forEach(
            (block, cells) -> {
              for (int row = 0; row < ROWS; row++) {
                double[] read = new double[6];
                block.read(row, new Collector(read));
                assertThat(read).containsExactly(cells[row]);
              }
            });
  }

  /** Enters what it reads into a row of cells. */
  private record Collector(double[] cells) implements SparseReader {
    @Override
    public void doubles(int[] at, double[] values, int from, int to) {
      for (int i = from; i < to; i++) {
        cells[at[i]] = values[i];
      }
    }

    @Override
    public void floats(int[] at, float[] values, int from, int to) {
      for (int i = from; i < to; i++) {
        cells[at[i]] = values[i];
      }
    }

    @Override
    public void ones(int[] at, int from, int to) {
      for (int i = from; i < to; i++) {
        cells[at[i]] = 1;
      }
    }
  }

  @Test
  void forEachVisitsTheRowInTheOrderOfItsIndices() {
    double[][] matrix = RandomRows.matrix(5, ROWS, 9, 0.4);
    forms(matrix)
        .forEach(
            (block, cells) -> {
              for (int row = 0; row < ROWS; row++) {
                double[] visited = new double[9];
                int[] last = {-1};
                block.forEach(
                    row,
                    (index, value) -> {
                      assertThat(index).isGreaterThan(last[0]);
                      last[0] = index;
                      visited[index] = value;
                    });
                assertThat(visited).containsExactly(cells[row]);
              }
            });
  }

  @Test
  void aTileIsAFewWideRowsOrManyNarrowOnes() {
    assertThat(RandomRows.dense(new double[1][100_000]).rowsPerTile()).isEqualTo(4);
    assertThat(RandomRows.dense(new double[1][3000]).rowsPerTile()).isEqualTo(20);
    assertThat(RandomRows.dense(new double[1][3]).rowsPerTile()).isEqualTo(32);
  }

  @Test
  void countsItsBytesAndValues() {
    double[] labels = new double[2];
    RowBlock dense = new DenseDoubles(3, new double[6], labels, null);
    RowBlock denseFloats = new DenseFloats(3, new float[6], labels, null);
    assertThat(dense.storedValues()).isEqualTo(6);
    assertThat(dense.bytes()).isEqualTo(8 * 6 + 8 * 2);
    assertThat(denseFloats.bytes()).isEqualTo(4 * 6 + 8 * 2);

    int[] starts = {0, 1, 1};
    double[] weights = new double[2];
    RowBlock sparse = new SparseDoubles(3, starts, new int[1], new double[1], labels, weights);
    RowBlock sparseFloats = new SparseFloats(3, starts, new int[1], new float[1], labels, null);
    RowBlock ones = new SparseOnes(3, starts, new int[1], labels, null);
    assertThat(sparse.storedValues()).isEqualTo(1);
    assertThat(ones.storedValues()).isEqualTo(1);
    assertThat(sparse.bytes()).isEqualTo(4 * 3 + 12 + 8 * 2 + 8 * 2);
    assertThat(sparseFloats.bytes()).isEqualTo(4 * 3 + 8 + 8 * 2);
    assertThat(ones.bytes()).isEqualTo(4 * 3 + 4 + 8 * 2);
  }

  @Test
  void survivesSerialisation() throws Exception {
    double[][] matrix = RandomRows.matrix(6, ROWS, 5, 0.5);
    double[] parameters = RandomRows.vector(1, 5);
    for (RowBlock block : forms(matrix).keySet()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(block);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        RowBlock copy = (RowBlock) in.readObject();
        assertThat(copy.rows()).isEqualTo(ROWS);
        assertThat(margin(copy, 3, parameters)).isEqualTo(margin(block, 3, parameters));
      }
    }
  }
}
