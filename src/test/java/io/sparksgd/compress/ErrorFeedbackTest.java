package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorFeedbackTest {
  private static final int SIZE = 400;

  static Stream<CompressionSpec> biased() {
    return Stream.of(
        new CompressionSpec.TopK(0.02),
        new CompressionSpec.Threshold(3),
        new CompressionSpec.Sign(),
        new CompressionSpec.PowerSgd(1));
  }

  @Test
  void theArgumentsAreLeftAlone() {
    Codec codec = new CompressionSpec.TopK(0.1).build(TestVectors.layout(SIZE));
    double[] vector = TestVectors.gaussian(SIZE, 1);
    double[] residual = TestVectors.gaussian(SIZE, 2);
    ErrorFeedback.encode(codec, vector, residual, 1, 2);

    assertThat(vector).isEqualTo(TestVectors.gaussian(SIZE, 1));
    assertThat(residual).isEqualTo(TestVectors.gaussian(SIZE, 2));
  }

  @Test
  void residualsOfAnotherLengthAreRefused() {
    Codec codec = new CompressionSpec.TopK(0.1).build(TestVectors.layout(5));

    assertThatThrownBy(() -> ErrorFeedback.encode(codec, new double[5], new double[4], 1, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid vector: 4 values (allowed: 5)");
  }

  /** The mean of what was sent goes to the vector as 1 / rounds: the residual stays bounded. */
  @ParameterizedTest
  @MethodSource("biased")
  void overTheRoundsAllOfTheVectorIsSent(CompressionSpec spec) {
    Codec codec = spec.build(TestVectors.layout(SIZE));
    double[] vector = TestVectors.gaussian(SIZE, 1);
    double[] sent = new double[SIZE];
    double[] residual = new double[SIZE];
    double early = 0;
    for (int round = 1; round <= 1600; round++) {
      Encoded encoded = ErrorFeedback.encode(codec, vector, residual, 1, round);
      codec.addDecoded(encoded.bytes(), sent);
      residual = encoded.residual();
      if (round == 200) {
        early = TestVectors.norm(residual);
      }
    }
    double[] missing = new double[SIZE];
    for (int i = 0; i < SIZE; i++) {
      missing[i] = vector[i] - sent[i] / 1600;
    }

    assertThat(TestVectors.norm(missing)).isLessThan(0.1 * TestVectors.norm(vector));
    assertThat(TestVectors.norm(residual)).isLessThan(2 * early);
    double[] once = new double[SIZE];
    codec.decode(codec.encode(vector, 1, 1), once);
    assertThat(TestVectors.norm(TestVectors.difference(vector, once)))
        .as("what a round without feedback lacks, in every round")
        .isGreaterThan(0.3 * TestVectors.norm(vector));
  }

  /**
   * Two workers whose gradients differ, as those of unequal data do: {@code (w_i - c_i) * h_i} and
   * large terms that cancel. Alone, each sends what cancels for ever.
   */
  @Test
  void descentConvergesWithFeedbackAndNotWithoutIt() {
    double with = distanceAfterDescent(Memory.FEEDBACK);
    double without = distanceAfterDescent(Memory.NONE);

    assertThat(with).isLessThan(0.05);
    assertThat(without).as("from a start at a distance of 4.36").isGreaterThan(4);
  }

  private enum Memory {
    FEEDBACK,
    NONE
  }

  private static double distanceAfterDescent(Memory memory) {
    int size = 20;
    Codec codec = new CompressionSpec.TopK(0.05).build(TestVectors.layout(size));
    double[] optimum = TestVectors.gaussian(size, 1);
    double[] weights = new double[size];
    double[][] residuals = new double[2][size];
    for (int step = 0; step < 5000; step++) {
      double[] sum = new double[size];
      for (int worker = 0; worker < 2; worker++) {
        double[] gradient = new double[size];
        for (int i = 0; i < size; i++) {
          gradient[i] = 0.5 * (weights[i] - optimum[i]);
        }
        gradient[0] += worker == 0 ? 10 : -10;
        if (memory == Memory.FEEDBACK) {
          Encoded encoded = ErrorFeedback.encode(codec, gradient, residuals[worker], 1, step);
          residuals[worker] = encoded.residual();
          codec.addDecoded(encoded.bytes(), sum);
        } else {
          codec.addDecoded(codec.encode(gradient, 1, step), sum);
        }
      }
      for (int i = 0; i < size; i++) {
        weights[i] -= 0.01 / (1 + step / 200.0) * sum[i];
      }
    }
    return TestVectors.norm(TestVectors.difference(weights, optimum));
  }
}
