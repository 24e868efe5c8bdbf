package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Bf16CodecTest extends CodecContract {

  Bf16CodecTest() {
    super(new CompressionSpec.Bf16(), Bias.UNBIASED, Draws.VECTOR_ONLY, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    for (int i = 0; i < vector.length; i++) {
      assertThat(Math.abs(decoded[i] - vector[i]))
          .isLessThanOrEqualTo(0x1p-8 * Math.abs(vector[i]));
    }
  }

  @Test
  void valuesHaveEightBitsAndEndAtTheLargestNumber() {
    double[] vector = {1 + 0x1p-8, 1 + 0x3p-8, -3.14159, 1e300};
    Codec codec = codec(4);

    assertThat(decoded(codec, codec.encode(vector, 0, 0)))
        .containsExactly(1, 1 + 0x1p-6, -3.140625, 0x1.fep127);
  }
}
