package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.ParameterLayout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Adafactor beside the definition of PyTorch for parameters of one dimension. */
class AdafactorTest {
  private static final ParameterLayout LAYOUT = Quadratics.weightsAndBiases(3, 1);

  @Test
  void stepsAreThoseOfTheDefinition() {
    double[][] gradients = {{1, -2, 0, 0.5}, {0.1, 3, 1e-9, -4}, {-7, 0.25, 0, 2}};
    double[] weights = {0.5, -1.5, 2, 0.1};
    double[] expected = weights.clone();
    double[] variance = new double[4];
    UpdateRule rule = new Adafactor(-0.8, 0.001, 1, 0.1);
    Optimizer optimizer = new Optimizer(rule.chain(LAYOUT));
    for (int t = 1; t <= gradients.length; t++) {
      optimizer.update(weights, gradients[t - 1].clone(), 0.6);
      step(expected, gradients[t - 1], variance, t, 0, 3, 0.1);
      step(expected, gradients[t - 1], variance, t, 3, 4, 0);
      assertThat(weights).containsExactly(expected, within(1e-12));
    }
  }

  /** One group, with means of arrays as PyTorch takes them. */
  private static void step(
      double[] w, double[] g, double[] v, int t, int from, int to, double decay) {
    double lr = 0.6;
    double share = Math.pow(t, -0.8);
    double rho = Math.min(lr, 1 / Math.sqrt(t));
    double alpha = Math.max(0.001, rms(Arrays.copyOfRange(w, from, to))) * rho;
    double[] u = new double[to - from];
    for (int i = from; i < to; i++) {
      w[i] *= 1 - lr * decay;
      v[i] = (1 - share) * v[i] + share * g[i] * g[i];
      u[i - from] = g[i] / Math.sqrt(Math.max(v[i], 0x1p-104));
    }
    double denominator = Math.max(1, rms(u));
    for (int i = from; i < to; i++) {
      w[i] -= alpha / denominator * u[i - from];
    }
  }

  private static double rms(double[] values) {
    return Math.sqrt(Arrays.stream(values).map(x -> x * x).sum() / values.length);
  }

  @Test
  void theFirstStepOfZeroWeightsHasTheLeastScale() {
    double[] weights = new double[4];
    Optimizer optimizer = new Optimizer(new Adafactor(-0.8, 0.001, 1, 0).chain(LAYOUT));
    optimizer.update(weights, new double[] {5, -3, 2, 1}, 0.01);

    assertThat(weights).containsExactly(new double[] {-1e-5, 1e-5, -1e-5, -1e-5}, within(1e-17));
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Adafactor(0.5, 0.001, 1, 0)).hasMessageContaining("beta2-decay");
    assertThatThrownBy(() -> new Adafactor(-0.8, -1, 1, 0)).hasMessageContaining("least-scale");
    assertThatThrownBy(() -> new Adafactor(-0.8, 0, 0, 0)).hasMessageContaining("clip-threshold");
    assertThatThrownBy(() -> new Adafactor(-0.8, 0, 1, -1)).hasMessageContaining("weight-decay");
  }
}
