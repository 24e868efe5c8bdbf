package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PowerSgdCodecTest extends CodecContract {

  PowerSgdCodecTest() {
    super(new CompressionSpec.PowerSgd(2), Bias.BIASED, Draws.VECTOR_AND_SEED, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    // P is orthonormal: what is left is M - P P' M, which is no longer than M.
    double error = TestVectors.norm(TestVectors.difference(vector, decoded));
    assertThat(error).isLessThanOrEqualTo(TestVectors.norm(vector));
  }

  private static ParameterLayout layout(int rows, int columns) {
    return ParameterLayout.builder()
        .add("weights", Kind.WEIGHTS, rows, columns)
        .add("biases", Kind.BIAS, 1, columns)
        .build();
  }

  /** The matrix {@code sum_a scales[a] * x_a y_a'} of random unit vectors, and biases of 0.1. */
  private static double[] matrix(int rows, int columns, double... scales) {
    double[] vector = new double[(rows + 1) * columns];
    for (int a = 0; a < scales.length; a++) {
      double[] x = TestVectors.gaussian(rows, 2 * a);
      double[] y = TestVectors.gaussian(columns, 2 * a + 1);
      double scale = scales[a] / (TestVectors.norm(x) * TestVectors.norm(y));
      for (int i = 0; i < rows * columns; i++) {
        vector[i] += scale * x[i / columns] * y[i % columns];
      }
    }
    Arrays.fill(vector, rows * columns, vector.length, 0.1);
    return vector;
  }

  private static double error(int rank, double[] vector, int rows, int columns) {
    Codec codec = new CompressionSpec.PowerSgd(rank).build(layout(rows, columns));
    double[] decoded = decoded(codec, codec.encode(vector, 7, 8));
    return TestVectors.norm(TestVectors.difference(vector, decoded));
  }

  @Test
  void matricesOfTheRankComeBackAndOthersDoNot() {
    double[] vector = matrix(60, 40, 5, 3);

    assertThat(error(1, vector, 60, 40)).isGreaterThan(1);
    assertThat(error(2, vector, 60, 40)).isLessThan(1e-5);
    assertThat(error(4, vector, 60, 40)).as("dependent columns are left out").isLessThan(1e-5);
  }

  @Test
  void twoIterationsFindMostOfWhatTheBestFactorsHold() {
    double[] vector = matrix(60, 40, 10, 8, 1, 1, 1, 1, 1, 1);

    // Without the two large ones the norm is about sqrt(6).
    assertThat(error(2, vector, 60, 40)).isLessThan(1.1 * Math.sqrt(6));
  }

  @ParameterizedTest
  @CsvSource({"60, 40", "3, 40"})
  void aMatrixTravelsAsAScaleAndFactorsWhenTheyAreSmaller(int rows, int columns) {
    Codec codec = new CompressionSpec.PowerSgd(2).build(layout(rows, columns));

    assertThat(codec.maxBytes()).isEqualTo(8 + 4 * 2 * (rows + columns) + 4 * columns);
  }

  @Test
  void aMatrixTravelsAsFloatsWhenFactorsAreNotSmaller() {
    Codec codec = new CompressionSpec.PowerSgd(2).build(layout(2, 40));
    double[] vector = TestVectors.gaussian(3 * 40, 1);

    assertThat(codec.maxBytes()).isEqualTo(4 * 2 * 40 + 4 * 40);
    assertThat(error(2, vector, 2, 40)).isLessThan(1e-6);
  }
}
