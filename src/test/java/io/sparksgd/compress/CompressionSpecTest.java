package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.math.ParameterGroup.Kind;
import io.sparksgd.math.ParameterLayout;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionSpecTest {

  @Test
  void everyKindInheritsTheContract() {
    Set<String> tests =
        Stream.of(
                new Float64CodecTest(),
                new Float32CodecTest(),
                new Bf16CodecTest(),
                new Fp16CodecTest(),
                new Int8CodecTest(),
                new RandomKCodecTest(),
                new TopKCodecTest(),
                new ThresholdCodecTest(),
                new SignCodecTest(),
                new PowerSgdCodecTest())
            .map(test -> test.spec().getClass().getSimpleName())
            .collect(Collectors.toSet());

    assertThat(tests)
        .containsExactlyInAnyOrderElementsOf(
            CompressionSpec.kinds().types().values().stream().map(Class::getSimpleName).toList());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.1, 1.0000001, Double.NaN})
  void ratiosAreSharesOfTheValues(double ratio) {
    assertThatThrownBy(() -> new CompressionSpec.TopK(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid ratio: " + ratio + " (allowed: a number above 0, up to 1)");
    assertThatThrownBy(() -> new CompressionSpec.RandomK(ratio))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid ratio: " + ratio + " (allowed: a number above 0, up to 1)");
  }

  @Test
  void otherSettingsAreAboveZero() {
    assertThatThrownBy(() -> new CompressionSpec.Threshold(0))
        .hasMessage("Invalid threshold: 0.0 (allowed: a number above 0)");
    assertThatThrownBy(() -> new CompressionSpec.Threshold(Double.POSITIVE_INFINITY))
        .hasMessage("Invalid threshold: Infinity (allowed: a number above 0)");
    assertThatThrownBy(() -> new CompressionSpec.Int8(0))
        .hasMessage("Invalid bucket: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> new CompressionSpec.PowerSgd(0))
        .hasMessage("Invalid rank: 0 (allowed: 1 or more)");
  }

  @Test
  void theSmallestRatioSendsOneValue() {
    Codec codec = new CompressionSpec.TopK(Double.MIN_VALUE).build(TestVectors.layout(100));

    assertThat(codec.encode(TestVectors.gaussian(100, 1), 0, 0)).hasSize(1 + 1 + 1 + 2);
  }

  @Test
  void vectorsWhoseBytesNoArrayHoldsAreRefusedBeforeAnythingIsAllocated() {
    ParameterLayout large =
        ParameterLayout.builder().add("weights", Kind.WEIGHTS, 300_000_000, 1).build();

    assertThatThrownBy(() -> new CompressionSpec.None().build(large))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid compression: a vector takes up to 2400000000 bytes (allowed: at most"
                + " 2147483639; kinds that send less)");
    assertThat(new CompressionSpec.Float32().build(large).maxBytes()).isEqualTo(1_200_000_000);
    assertThat(new CompressionSpec.TopK(0.01).build(large).maxBytes()).isLessThan(20_000_000);
  }
}
