package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignCodecTest extends CodecContract {

  SignCodecTest() {
    super(new CompressionSpec.Sign(), Bias.BIASED, Draws.VECTOR_ONLY, Lengths.FIXED);
  }

  @Override
  void assertClose(double[] vector, double[] decoded) {
    for (int i = 0; i < vector.length; i++) {
      assertThat(decoded[i] * vector[i]).isGreaterThanOrEqualTo(0);
    }
    // |v - s sign(v)|^2 = |v|^2 - (sum |v|)^2 / n in each bucket.
    double error = TestVectors.norm(TestVectors.difference(vector, decoded));
    assertThat(error).isLessThanOrEqualTo(TestVectors.norm(vector));
  }

  @Test
  void valuesBecomeTheMeanMagnitudeOfTheirGroupWithTheirSign() {
    ParameterLayout layout =
        ParameterLayout.builder()
            .add("weights", Kind.WEIGHTS, 2, 2)
            .add("intercept", Kind.BIAS, 1, 1)
            .build();
    Codec codec = new CompressionSpec.Sign().build(layout);
    double[] vector = {1, -2, 3, -6, -100};

    assertThat(decoded(codec, codec.encode(vector, 0, 0))).containsExactly(3, -3, 3, -3, -100);
  }

  @Test
  void bucketsHaveTheirOwnScale() {
    ParameterLayout layout = ParameterLayout.builder().add("w", Kind.WEIGHTS, 2048, 1).build();
    Codec codec = new CompressionSpec.Sign().build(layout);
    double[] vector = new double[2048];
    Arrays.fill(vector, 0, 1024, 2);
    Arrays.fill(vector, 1024, 2048, -0.25);

    assertThat(decoded(codec, codec.encode(vector, 0, 0))).isEqualTo(vector);
  }

  @Test
  void gradientsTakeASixtiethOfFloat64() {
    assertThat(8.0 * 100_000 / codec(100_000).maxBytes()).isGreaterThan(60);
  }

  @Test
  void bitsAfterTheLastValueAreRefused() {
    Codec codec = codec(1);
    byte[] bytes = codec.encode(new double[] {1}, 0, 0);
    bytes[4] = 2;

    assertThatThrownBy(() -> codec.addDecoded(bytes, new double[1]))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("Invalid bytes: more signs than values");
  }
}
