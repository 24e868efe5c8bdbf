package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopKCodecTest extends CodecContract {

  TopKCodecTest() {
    super(new CompressionSpec.TopK(0.1), Bias.BIASED, Draws.VECTOR_ONLY, Lengths.BY_VALUES);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    int k = (int) Math.min(vector.length, Math.max(1, Math.round(0.1 * vector.length)));
    double[] magnitudes = new double[vector.length];
    Arrays.setAll(magnitudes, i -> Math.abs(vector[i]));
    Arrays.sort(magnitudes);
    double smallest = vector.length == 0 ? 0 : magnitudes[vector.length - k];
    for (int i = 0; i < vector.length; i++) {
      double expected =
          Math.abs(vector[i]) >= smallest
              ? ShortFloat.BF16.toDouble(ShortFloat.BF16.round(vector[i]))
              : 0;
      assertThat(decoded[i]).isEqualTo(expected);
    }
  }

  @Test
  void ofEqualMagnitudesTheFirstAreSent() {
    double[] vector = {1, -2, 2, 0.5, 2, -2};
    Codec codec = new CompressionSpec.TopK(0.5).build(TestVectors.layout(6));

    assertThat(decoded(codec, codec.encode(vector, 0, 0))).containsExactly(0, -2, 2, 0, 2, 0);
  }

  @Test
  void zerosAreNotSent() {
    double[] vector = new double[1000];
    vector[77] = 3;

    assertThat(codec(1000).encode(vector, 0, 0)).hasSize(1 + 1 + 1 + 2);
  }

  @Test
  void onePercentIsTwoHundredAndThirtyTimesLessThanFloat64() {
    int size = 100_000;
    Codec codec = new CompressionSpec.TopK(0.01).build(TestVectors.layout(size));
    byte[] bytes = codec.encode(TestVectors.gaussian(size, 1), 0, 0);

    assertThat(8.0 * size / bytes.length).isGreaterThan(230);
    assertThat(codec.maxBytes()).isLessThan((int) (1.2 * bytes.length));
  }
}
