package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class Int8CodecTest extends CodecContract {

  Int8CodecTest() {
    super(new CompressionSpec.Int8(512), Bias.UNBIASED, Draws.VECTOR_AND_SEED, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    for (int i = 0; i < vector.length; i++) {
      int from = i / 512 * 512;
      double step = Vector.largest(vector, from, Math.min(vector.length, from + 512)) / 127;
      assertThat(Math.abs(decoded[i] - vector[i])).isLessThanOrEqualTo(step * (1 + 1e-12));
    }
  }

  @Test
  void everyBucketHasAStepOfItsOwn() {
    double[] vector = {1e-6, -2e-6, 1e6, 0};
    Codec codec = new CompressionSpec.Int8(2).build(TestVectors.layout(4));
    double[] decoded = decoded(codec, codec.encode(vector, 0, 0));

    assertThat(decoded[0]).isCloseTo(1e-6, within(2e-6 / 127));
    assertThat(decoded[1]).isCloseTo(-2e-6, within(1e-20));
    assertThat(decoded[2]).isCloseTo(1e6, within(1e-6));
    assertThat(decoded[3]).isZero();
  }

  @Test
  void gradientsTakeASeventhOfFloat64AtMost() {
    assertThat(8.0 * 100_000 / codec(100_000).maxBytes()).isGreaterThan(7.8);
  }
}
