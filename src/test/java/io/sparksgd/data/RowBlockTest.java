package io.sparksgd.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RowBlockTest {
  private static final int ROWS = 6;
  private static final int OFFSET = 3;

  static Stream<Arguments> shapes() {
    return Stream.of(1, 2, 3, 4, 5, 7, 8, 11, 40)
        .flatMap(
            features -> Stream.of(0.1, 0.6, 1.0).map(density -> Arguments.of(features, density)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void dotIsTheSumOfProducts(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    double[] parameters = RandomRows.vector(8, OFFSET + features);
    for (RowBlock block : bothForms(matrix)) {
      for (int row = 0; row < ROWS; row++) {
        double expected = 0;
        for (int j = 0; j < features; j++) {
          expected += matrix[row][j] * parameters[OFFSET + j];
        }
        assertThat(block.dot(row, parameters, OFFSET)).isCloseTo(expected, within(1e-13));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void axpyAddsTheScaledRow(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    for (RowBlock block : bothForms(matrix)) {
      for (int row = 0; row < ROWS; row++) {
        double[] sum = RandomRows.vector(9, OFFSET + features + 2);
        double[] expected = sum.clone();
        for (int j = 0; j < features; j++) {
          expected[OFFSET + j] += -0.7 * matrix[row][j];
        }
        block.axpy(-0.7, row, sum, OFFSET);
        assertThat(sum).containsExactly(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void dotsAreTheSumsOfProductsFeatureMajor(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    for (int outputs : new int[] {1, 2, 3, 10}) {
      double[] parameters = RandomRows.vector(8, OFFSET + features * outputs);
      for (RowBlock block : bothForms(matrix)) {
        for (int row = 0; row < ROWS; row++) {
          double[] out = new double[outputs + 1];
          Arrays.fill(out, 99);
          double[] expected = new double[outputs + 1];
          expected[outputs] = 99;
          for (int j = 0; j < features; j++) {
            for (int k = 0; k < outputs; k++) {
              expected[k] += matrix[row][j] * parameters[OFFSET + j * outputs + k];
            }
          }
          block.dots(row, parameters, OFFSET, outputs, out);
          assertThat(out).containsExactly(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void outerAddsTheProductOfFactorsAndRow(int features, double density) {
    double[][] matrix = RandomRows.matrix(features, ROWS, features, density);
    for (int outputs : new int[] {1, 2, 3, 10}) {
      double[] factors = RandomRows.vector(10, outputs);
      for (RowBlock block : bothForms(matrix)) {
        for (int row = 0; row < ROWS; row++) {
          double[] sum = RandomRows.vector(9, OFFSET + features * outputs + 2);
          double[] expected = sum.clone();
          for (int j = 0; j < features; j++) {
            for (int k = 0; k < outputs; k++) {
              expected[OFFSET + j * outputs + k] += factors[k] * matrix[row][j];
            }
          }
          block.outer(factors, outputs, row, sum, OFFSET);
          assertThat(sum).containsExactly(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"5", "6", "7", "8"})
  void theDotOfARowDoesNotDependOnTheWidthOfItsDenseBlock(int features) {
    double[][] narrow = RandomRows.matrix(3, 200, features, 1.0);
    double[][] wide = new double[200][];
    for (int i = 0; i < 200; i++) {
      wide[i] = Arrays.copyOf(narrow[i], 13);
    }
    double[] parameters = RandomRows.vector(4, 13);
    for (int i = 0; i < 200; i++) {
      assertThat(RandomRows.dense(wide).dot(i, parameters, 0))
          .isEqualTo(RandomRows.dense(narrow).dot(i, parameters, 0));
    }
  }

  @Test
  void forEachVisitsTheRowInTheOrderOfItsIndices() {
    double[][] matrix = RandomRows.matrix(5, ROWS, 9, 0.4);
    for (RowBlock block : bothForms(matrix)) {
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
        assertThat(visited).containsExactly(matrix[row]);
      }
    }
  }

  @Test
  void countsItsBytesAndValues() {
    double[] labels = new double[2];
    RowBlock dense = new DenseBlock(3, new double[6], labels, null);
    RowBlock sparse =
        new SparseBlock(3, new int[] {0, 1, 1}, new int[1], new double[1], labels, new double[2]);
    assertThat(dense.storedValues()).isEqualTo(6);
    assertThat(dense.bytes()).isEqualTo(8 * 6 + 8 * 2);
    assertThat(sparse.storedValues()).isEqualTo(1);
    assertThat(sparse.bytes()).isEqualTo(4 * 3 + 12 + 8 * 2 + 8 * 2);
  }

  @Test
  void survivesSerialisation() throws Exception {
    double[][] matrix = RandomRows.matrix(6, ROWS, 5, 0.5);
    double[] parameters = RandomRows.vector(1, 5);
    for (RowBlock block : bothForms(matrix)) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(block);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        RowBlock copy = (RowBlock) in.readObject();
        assertThat(copy.rows()).isEqualTo(ROWS);
        assertThat(copy.dot(3, parameters, 0)).isEqualTo(block.dot(3, parameters, 0));
      }
    }
  }

  private static RowBlock[] bothForms(double[][] matrix) {
    return new RowBlock[] {RandomRows.dense(matrix), RandomRows.sparse(matrix)};
  }
}
