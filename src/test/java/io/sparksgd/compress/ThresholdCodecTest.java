package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThresholdCodecTest extends CodecContract {

  ThresholdCodecTest() {
    super(new CompressionSpec.Threshold(0.5), Bias.BIASED, Draws.VECTOR_ONLY, Lengths.BY_VALUES);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    for (int i = 0; i < vector.length; i++) {
      double expected =
          Math.abs(vector[i]) >= 0.5
              ? ShortFloat.BF16.toDouble(ShortFloat.BF16.round(vector[i]))
              : 0;
      assertThat(decoded[i]).isEqualTo(expected);
    }
  }

  @Test
  void theThresholdItselfIsSent() {
    double[] vector = {0.5, Math.nextDown(0.5), -0.5};
    Codec codec = codec(3);

    assertThat(decoded(codec, codec.encode(vector, 0, 0))).containsExactly(0.5, 0, -0.5);
  }

  @Test
  void aVectorBelowTheThresholdIsTwoBytes() {
    assertThat(codec(1000).encode(new double[1000], 0, 0)).hasSize(2);
  }
}
