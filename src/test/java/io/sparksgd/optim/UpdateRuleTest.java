package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules against the papers' formulas, written down here once more in their own terms. */
class UpdateRuleTest {
  private static final double RATE = 0.3;
  private static final int STEPS = 6;

  private static double[] random(int size, int stream) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = CounterRandom.gaussian(99, stream, i);
    }
    return values;
  }

  /** Runs a rule on fixed gradients, and returns the weights after each step. */
  private static List<double[]> run(UpdateRule rule, ParameterLayout layout, double[] start) {
    Optimizer optimizer = new Optimizer(rule.chain(layout));
    double[] weights = start.clone();
    List<double[]> trajectory = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      optimizer.update(weights, random(layout.size(), t), RATE);
      trajectory.add(weights.clone());
    }
    return trajectory;
  }

  private static void assertTrajectory(List<double[]> actual, List<double[]> expected) {
    for (int t = 0; t < STEPS; t++) {
      assertThat(actual.get(t)).as("step " + t).containsExactly(expected.get(t), within(1e-12));
    }
  }

  private static double norm(double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i] * values[i];
    }
    return Math.sqrt(sum);
  }

  @Test
  void adaGradDividesByTheRootOfAllSquares() {
    double[] w = random(3, 0);
    double[] sum = {0.5, 0.5, 0.5};
    List<double[]> expected = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(3, t);
      for (int i = 0; i < 3; i++) {
        sum[i] += Math.pow(g[i], 2);
        w[i] = w[i] - RATE * g[i] / (Math.sqrt(sum[i]) + 1e-3);
      }
      expected.add(w.clone());
    }
    assertTrajectory(
        run(new UpdateRule.AdaGrad(0.5, 1e-3), Quadratics.weights(3), random(3, 0)), expected);
  }

  @Test
  void rmsPropAddsMomentumToTheScaledGradient() {
    double[] w = random(3, 0);
    double[] v = new double[3];
    double[] velocity = new double[3];
    List<double[]> expected = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(3, t);
      for (int i = 0; i < 3; i++) {
        v[i] = 0.9 * v[i] + 0.1 * Math.pow(g[i], 2);
        velocity[i] = 0.5 * velocity[i] + g[i] / (Math.sqrt(v[i]) + 1e-3);
        w[i] = w[i] - RATE * velocity[i];
      }
      expected.add(w.clone());
    }
    assertTrajectory(
        run(new UpdateRule.RmsProp(0.9, 1e-3, 0.5), Quadratics.weights(3), random(3, 0)), expected);
  }

  /** Algorithm 1 of the paper, where the memory holds learning rates. */
  @Test
  void larsScalesEachGroupOfWeightsAndLeavesBiasesAlone() {
    ParameterLayout layout = Quadratics.weightsAndBiases(3, 2);
    Optimizer optimizer = new Optimizer(new UpdateRule.Lars(0.9, 0.1, 0.02, 1e-6).chain(layout));
    double[] weights = random(5, 0);
    double[] w = random(5, 0);
    double[] velocity = new double[5];
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(5, t);
      double rate = RATE / t;
      double local = 0.02 * norm(w, 0, 3) / (norm(g, 0, 3) + 0.1 * norm(w, 0, 3) + 1e-6);
      for (int i = 0; i < 5; i++) {
        double direction = i < 3 ? local * (g[i] + 0.1 * w[i]) : g[i];
        velocity[i] = 0.9 * velocity[i] + rate * direction;
      }
      for (int i = 0; i < 5; i++) {
        w[i] -= velocity[i];
      }
      optimizer.update(weights, g, rate);
      assertThat(weights).as("step " + t).containsExactly(w, within(1e-12));
    }
  }

  @Test
  void lambGivesTheUpdateOfAGroupTheNormOfItsWeights() {
    ParameterLayout layout = Quadratics.weightsAndBiases(3, 2);
    double[] w = random(5, 0);
    double[] m = new double[5];
    double[] v = new double[5];
    List<double[]> expected = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(5, t);
      double[] r = new double[5];
      for (int i = 0; i < 5; i++) {
        m[i] = 0.9 * m[i] + 0.1 * g[i];
        v[i] = 0.99 * v[i] + 0.01 * g[i] * g[i];
        double mHat = m[i] / (1 - Math.pow(0.9, t));
        double vHat = v[i] / (1 - Math.pow(0.99, t));
        r[i] = mHat / (Math.sqrt(vHat) + 1e-6) + (i < 3 ? 0.05 * w[i] : 0);
      }
      double ratio = norm(w, 0, 3) / norm(r, 0, 3);
      for (int i = 0; i < 5; i++) {
        w[i] -= RATE * (i < 3 ? ratio : 1) * r[i];
      }
      expected.add(w.clone());
    }
    assertTrajectory(
        run(new UpdateRule.Lamb(0.9, 0.99, 1e-6, 0.05), layout, random(5, 0)), expected);
  }

  @Test
  void lionMovesByTheSignOfTheInterpolatedMomentum() {
    ParameterLayout layout = Quadratics.weightsAndBiases(3, 2);
    double[] w = random(5, 0);
    double[] m = new double[5];
    List<double[]> expected = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(5, t);
      for (int i = 0; i < 5; i++) {
        double c = 0.9 * m[i] + (1 - 0.9) * g[i];
        w[i] -= RATE * (Math.signum(c) + (i < 3 ? 0.1 * w[i] : 0));
        m[i] = 0.99 * m[i] + (1 - 0.99) * g[i];
      }
      expected.add(w.clone());
    }
    assertTrajectory(run(new UpdateRule.Lion(0.9, 0.99, 0.1), layout, random(5, 0)), expected);
  }

  @Test
  void ftrlIsTheProximalRuleOfThePaper() {
    double alpha = RATE;
    double beta = 1;
    double l1 = 0.2;
    double l2 = 0.1;
    double[] w = new double[3];
    double[] z = new double[3];
    double[] n = new double[3];
    List<double[]> expected = new ArrayList<>();
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(3, t);
      for (int i = 0; i < 3; i++) {
        double sigma = (Math.sqrt(n[i] + g[i] * g[i]) - Math.sqrt(n[i])) / alpha;
        z[i] += g[i] - sigma * w[i];
        n[i] += g[i] * g[i];
        w[i] =
            Math.abs(z[i]) <= l1
                ? 0
                : -(z[i] - Math.signum(z[i]) * l1) / ((beta + Math.sqrt(n[i])) / alpha + l2);
      }
      expected.add(w.clone());
    }
    assertTrajectory(
        run(new UpdateRule.Ftrl(beta, l1, l2), Quadratics.weights(3), new double[3]), expected);
  }

  @Test
  void ftrlKeepsStartWeightsUntilAGradientMovesThem() {
    double[] start = {0.7, -0.3, 0.05};
    double[] weights = start.clone();
    Optimizer optimizer =
        new Optimizer(new UpdateRule.Ftrl(1, 0.01, 0.1).chain(Quadratics.weights(3)));
    optimizer.update(weights, new double[3], RATE);
    assertThat(weights).containsExactly(start, within(1e-15));
  }

  @Test
  void ftrlSurvivesAWarmupThatStartsAtZero() {
    double[] weights = {0.7, 0};
    Optimizer optimizer = new Optimizer(new UpdateRule.Ftrl(1, 0, 0).chain(Quadratics.weights(2)));
    optimizer.update(weights, new double[] {1, 1}, 0);
    assertThat(weights).containsExactly(0.7, 0);
    optimizer.update(weights, new double[] {1, 1}, 0.1);
    assertThat(weights[0]).isBetween(0.6, 0.7);
    assertThat(weights[1]).isBetween(-0.1, 0.0);
  }

  @Test
  void ftrlPenalisesWeightsButNotBiases() {
    ParameterLayout layout = Quadratics.weightsAndBiases(2, 2);
    double[] weights = new double[4];
    Optimizer optimizer = new Optimizer(new UpdateRule.Ftrl(1, 10, 0).chain(layout));
    optimizer.update(weights, new double[] {1, -2, 1, -2}, RATE);
    assertThat(weights[0]).isZero();
    assertThat(weights[1]).isZero();
    assertThat(weights[2]).isNegative();
    assertThat(weights[3]).isPositive();
  }

  @Test
  void ftrlWithoutBetaKeepsWeightsThatNoGradientTouched() {
    double[] weights = {0.7, 0.7, 0};
    Optimizer optimizer = new Optimizer(new UpdateRule.Ftrl(0, 0, 0).chain(Quadratics.weights(3)));
    optimizer.update(weights, new double[] {0, 2, 0}, RATE);
    // Without beta the first step has the length of the learning rate.
    assertThat(weights).containsExactly(new double[] {0.7, 0.7 - RATE, 0}, within(1e-15));
    optimizer.update(weights, new double[] {2, 0, 0}, RATE);
    assertThat(weights).containsExactly(new double[] {0.7 - RATE, 0.7 - RATE, 0}, within(1e-15));
  }

  /** What is left without penalties: each step is lr / (beta + sqrt(n)) long, of that step's lr. */
  @Test
  void ftrlWithoutPenaltiesFollowsTheScheduledRate() {
    double[] weights = random(3, 0);
    double[] expected = random(3, 0);
    double[] n = new double[3];
    Optimizer optimizer = new Optimizer(new UpdateRule.Ftrl(1, 0, 0).chain(Quadratics.weights(3)));
    for (int t = 1; t <= STEPS; t++) {
      double[] g = random(3, t);
      double rate = t <= 3 ? RATE * t : RATE / t;
      for (int i = 0; i < 3; i++) {
        n[i] += g[i] * g[i];
        expected[i] -= rate * g[i] / (1 + Math.sqrt(n[i]));
      }
      optimizer.update(weights, g, rate);
      assertThat(weights).as("step " + t).containsExactly(expected, within(1e-12));
    }
  }

  static Stream<UpdateRule> layerwise() {
    return Stream.of(
        new UpdateRule.Lars(0.9, 0.1, 0.001, 1e-8), new UpdateRule.Lamb(0.9, 0.999, 1e-6, 0.1));
  }

  @ParameterizedTest
  @MethodSource("layerwise")
  void zeroWeightsMoveDespiteTheirTrustRatio(UpdateRule rule) {
    double[] weights = new double[3];
    new Optimizer(rule.chain(Quadratics.weights(3))).update(weights, new double[] {1, -1, 2}, 0.1);
    assertThat(weights[0]).isNegative();
    assertThat(weights[1]).isPositive();
  }

  @Test
  void decoupledDecayShrinksWeightsButNotBiases() {
    ParameterLayout layout = Quadratics.weightsAndBiases(1, 1);
    double[] weights = {2, 2};
    UpdateRule rule = new UpdateRule.AdamW(0.9, 0.999, 1e-8, 0.1);
    new Optimizer(rule.chain(layout)).update(weights, new double[2], 0.5);
    assertThat(weights).containsExactly(2 * (1 - 0.5 * 0.1), 2);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new UpdateRule.Adam(1.5, 0.9, 1e-8))
        .hasMessage("Invalid beta1: 1.5 (allowed: from 0 to below 1)");
    assertThatThrownBy(() -> new UpdateRule.AdamW(0.9, 0.9, 1e-8, -1))
        .hasMessage("Invalid weight-decay: -1.0 (allowed: a number from 0)");
    assertThatThrownBy(() -> new UpdateRule.AdaGrad(0, 0))
        .hasMessage("Invalid epsilon: 0.0 (allowed: a number above 0)");
    assertThatThrownBy(() -> new UpdateRule.Momentum(1, 0)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> new UpdateRule.Nesterov(-0.1)).hasMessageContaining("momentum");
    assertThatThrownBy(() -> new UpdateRule.RmsProp(1, 1e-8, 0)).hasMessageContaining("decay");
    assertThatThrownBy(() -> new UpdateRule.Lars(0, 0, 0, 0))
        .hasMessageContaining("trust-coefficient");
    assertThatThrownBy(() -> new UpdateRule.Lamb(0, 1, 1, 0)).hasMessageContaining("beta2");
    assertThatThrownBy(() -> new UpdateRule.Lion(0, 0, Double.NaN))
        .hasMessageContaining("weight-decay");
    assertThatThrownBy(() -> new UpdateRule.Ftrl(1, -1, 0)).hasMessageContaining("l1");
    assertThatThrownBy(() -> new ClipByGlobalNorm(0)).hasMessageContaining("clip-norm");
    assertThatThrownBy(() -> new ClipByValue(-1)).hasMessageContaining("clip-value");
    assertThatThrownBy(() -> new WeightAverage(1)).hasMessageContaining("average-decay");
  }
}
