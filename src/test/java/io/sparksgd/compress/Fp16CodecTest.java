package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Fp16CodecTest extends CodecContract {

  Fp16CodecTest() {
    super(new CompressionSpec.Fp16(), Bias.UNBIASED, Draws.VECTOR_ONLY, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    double largest = Vector.largest(vector, 0, vector.length);
    for (int i = 0; i < vector.length; i++) {
      assertThat(Math.abs(decoded[i] - vector[i]))
          .isLessThanOrEqualTo(0x1p-11 * Math.abs(vector[i]) + 0x1p-39 * largest);
    }
  }

  /** Half precision by itself has nothing above 65504 and little below 6e-5. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-200, 1e-12, 1, 1e7, 1e200})
  void theUnitOfTheGradientDoesNotMatter(double unit) {
    double[] vector = TestVectors.gaussian(100, 4);
    for (int i = 0; i < 100; i++) {
      vector[i] *= unit;
    }
    Codec codec = codec(100);
    double[] decoded = decoded(codec, codec.encode(vector, 0, 0));
    for (int i = 0; i < 100; i++) {
      assertThat(decoded[i] / vector[i]).isBetween(1 - 0x1p-11, 1 + 0x1p-11);
    }
  }

  @Test
  void exponentsThatNoVectorHasAreRefused() {
    Codec codec = codec(1);

    assertThatThrownBy(() -> codec.addDecoded(new byte[] {0, 0x7F, 0, 0}, new double[1]))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("Invalid bytes: exponent 32512 (allowed: -1000 .. 1008)");
  }
}
