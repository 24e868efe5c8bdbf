package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RandomKCodecTest extends CodecContract {

  RandomKCodecTest() {
    super(new CompressionSpec.RandomK(0.1), Bias.UNBIASED, Draws.VECTOR_AND_SEED, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    int k = (int) Math.min(vector.length, Math.max(1, Math.round(0.1 * vector.length)));
    for (int j = 0; j < k; j++) {
      int from = j * vector.length / k;
      int to = (j + 1) * vector.length / k;
      int sent = 0;
      for (int i = from; i < to; i++) {
        if (decoded[i] != 0) {
          double scaled = (to - from) * vector[i];
          assertThat(decoded[i]).isCloseTo(scaled, within(0x1p-24 * Math.abs(scaled)));
          sent++;
        }
      }
      assertThat(sent).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void theBytesAreAKeyAndTheValues() {
    assertThat(codec(1000).maxBytes()).isEqualTo(8 + 4 * 100);
  }

  @Test
  void aRatioOfOneSendsAll() {
    Codec codec = new CompressionSpec.RandomK(1).build(TestVectors.layout(10));
    double[] vector = TestVectors.gaussian(10, 1);
    double[] decoded = decoded(codec, codec.encode(vector, 1, 2));

    assertThat(TestVectors.norm(TestVectors.difference(vector, decoded))).isLessThan(1e-6);
  }
}
