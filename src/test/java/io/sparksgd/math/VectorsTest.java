package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorsTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 7, 8, 9, 100})
  void agreesWithTheDefinitionsAtEveryLength(int length) {
    double[] x = gaussians(1, length);
    double[] y = gaussians(2, length);
    double dot = 0;
    double squares = 0;
    double[] sum = new double[length];
    double[] product = new double[length];
    for (int i = 0; i < length; i++) {
      dot += x[i] * y[i];
      squares += x[i] * x[i];
      sum[i] = y[i] + 0.3 * x[i];
      product[i] = 0.3 * x[i];
    }
    assertThat(Vectors.dot(x, y)).isCloseTo(dot, within(1e-12));
    assertThat(Vectors.norm(x)).isCloseTo(Math.sqrt(squares), within(1e-12));
    Vectors.axpy(0.3, x, y);
    assertThat(y).containsExactly(sum);
    Vectors.scale(0.3, x);
    assertThat(x).containsExactly(product);
  }

  @Test
  void normDoesNotOverflow() {
    assertThat(Vectors.norm(new double[] {3e200, -4e200})).isCloseTo(5e200, within(1e186));
    assertThat(Vectors.norm(new double[] {Double.MAX_VALUE})).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void normTellsOfElementsThatAreNotFinite() {
    assertThat(Vectors.norm(new double[] {1, Double.NEGATIVE_INFINITY})).isInfinite();
    assertThat(Vectors.norm(new double[] {1, Double.NaN, 2})).isNaN();
  }

  @Test
  void allFiniteSeesEveryPosition() {
    assertThat(Vectors.allFinite(new double[0])).isTrue();
    for (int i = 0; i < 5; i++) {
      double[] x = {1, -2, Double.MAX_VALUE, 0, Double.MIN_VALUE};
      assertThat(Vectors.allFinite(x)).isTrue();
      x[i] = Double.NaN;
      assertThat(Vectors.allFinite(x)).isFalse();
      x[i] = Double.NEGATIVE_INFINITY;
      assertThat(Vectors.allFinite(x)).isFalse();
    }
  }

  private static double[] gaussians(long stream, int length) {
    double[] x = new double[length];
    for (int i = 0; i < length; i++) {
      x[i] = CounterRandom.gaussian(1, stream, i);
    }
    return x;
  }
}
