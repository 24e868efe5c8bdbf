package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

class Float64CodecTest extends CodecContract {

  Float64CodecTest() {
    super(new CompressionSpec.None(), Bias.UNBIASED, Draws.VECTOR_ONLY, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    assertThat(decoded).isEqualTo(vector);
  }
}
