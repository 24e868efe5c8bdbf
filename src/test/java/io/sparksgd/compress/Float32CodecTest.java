package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Float32CodecTest extends CodecContract {

  Float32CodecTest() {
    super(new CompressionSpec.Float32(), Bias.UNBIASED, Draws.VECTOR_ONLY, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    for (int i = 0; i < vector.length; i++) {
      assertThat(Math.abs(decoded[i] - vector[i]))
          .isLessThanOrEqualTo(0x1p-24 * Math.abs(vector[i]));
    }
  }

  @Test
  void valuesAreTheNearestFloatsAndEndAtTheLargestOne() {
    double[] vector = {0.1, -1e-46, 1 + 0x1p-24, 1 + 0x3p-24, 1e300, -Double.MAX_VALUE};
    Codec codec = codec(6);

    assertThat(decoded(codec, codec.encode(vector, 0, 0)))
        .containsExactly(0.1f, 0, 1, 1 + 0x1p-22, Float.MAX_VALUE, -Float.MAX_VALUE);
  }
}
