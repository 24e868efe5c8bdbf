package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExponentialsTest {
  /**
   * Of every size, the edges of the exponent's steps, and what is too small for a normal number.
   */
  private static double[] arguments() {
    SplittableRandom random = new SplittableRandom(3);
    DoubleStream sizes =
        DoubleStream.generate(() -> -Math.pow(2, random.nextDouble() * 70 - 60)).limit(200_000);
    DoubleStream usual = random.doubles(200_000, -745, 0);
    DoubleStream edges =
        DoubleStream.iterate(-0.5, k -> k - 1)
            .limit(1080)
            .flatMap(
                k -> {
                  double edge = k * Math.log(2);
                  return DoubleStream.of(Math.nextDown(edge), edge, Math.nextUp(edge));
                });
    return DoubleStream.concat(DoubleStream.concat(sizes, usual), edges).toArray();
  }

  @Test
  void exponentialsAreWithinOneUlp() {
    for (double x : arguments()) {
      double expected = StrictMath.exp(x);
      assertThat(Math.abs(Exponentials.exp(x) - expected))
          .as("exp(%s)", x)
          .isLessThanOrEqualTo(Math.ulp(expected));
    }
  }

  @Test
  void logarithmsAreWithinTwoUlps() {
    for (double x : arguments()) {
      double e = StrictMath.exp(x);
      double expected = StrictMath.log1p(e);
      assertThat(Math.abs(Exponentials.log1p(e) - expected))
          .as("log1p(%s)", e)
          .isLessThanOrEqualTo(2 * Math.ulp(expected));
    }
    assertThat(Exponentials.log1p(1)).isEqualTo(Math.log(2));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.0, -709, -745, -746, -1e10, -1e308, Double.NEGATIVE_INFINITY})
  void limitsAreThoseOfTheLibrary(double x) {
    assertThat(Exponentials.exp(x)).isEqualTo(StrictMath.exp(x));
  }

  @Test
  void limitsOfTheLogarithm() {
    assertThat(Exponentials.log1p(0)).isZero();
    assertThat(Exponentials.log1p(Double.NaN)).isNaN();
    assertThat(Exponentials.exp(Double.NaN)).isNaN();
  }

  @Test
  void anArgumentHasOneResultAloneAndAmongOthers() {
    double[] x = arguments();
    double[] scratch = new double[x.length];
    double[] many = x.clone();
    // Often enough for the JVM to have made vector instructions of it.
    for (int from = 0; from + 64 <= x.length; from += 64) {
      int count = 1 + from / 64 % 64;
      double[] part = new double[64];
      System.arraycopy(x, from, part, 0, count);
      Exponentials.exp(part, count, new double[count], new double[count]);
      for (int i = 0; i < count; i++) {
        assertThat(part[i]).isEqualTo(Exponentials.exp(x[from + i]));
      }
      assertThat(part[63]).isEqualTo(count < 64 ? 0 : Exponentials.exp(x[from + 63]));
    }
    Exponentials.exp(many, x.length, scratch, new double[x.length]);
    for (int i = 0; i < x.length; i++) {
      assertThat(many[i]).isEqualTo(Exponentials.exp(x[i]));
    }
  }
}
