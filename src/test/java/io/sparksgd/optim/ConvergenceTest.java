package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.optim.Quadratics.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule finds the minimum of a parabola and of Rosenbrock's valley. */
class ConvergenceTest {

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of(new UpdateRule.Sgd(), 0.1, 1e-3),
        Arguments.of(new UpdateRule.Momentum(0.9, 0), 0.02, 2e-4),
        Arguments.of(new UpdateRule.Momentum(0.9, 0.9), 0.2, 2e-3),
        Arguments.of(new UpdateRule.Nesterov(0.9), 0.02, 2e-4),
        Arguments.of(new UpdateRule.Adam(0.9, 0.999, 1e-8), 0.05, 0.02),
        Arguments.of(new UpdateRule.AmsGrad(0.9, 0.999, 1e-8), 0.05, 0.02),
        Arguments.of(new UpdateRule.AdamW(0.9, 0.999, 1e-8, 1e-6), 0.05, 0.02),
        Arguments.of(new UpdateRule.AdaGrad(0, 1e-10), 0.5, 0.5),
        Arguments.of(new UpdateRule.RmsProp(0.99, 1e-8, 0.5), 0.01, 0.002),
        Arguments.of(new UpdateRule.RmsProp(0.99, 1e-8, 0), 0.02, 0.004),
        Arguments.of(new UpdateRule.Lars(0.5, 0, 0.1, 1e-8), 0.3, 0.02),
        Arguments.of(new UpdateRule.Lamb(0.9, 0.999, 1e-6, 0), 0.05, 0.02),
        Arguments.of(new UpdateRule.Lion(0.9, 0.99, 0), 0.01, 0.002),
        Arguments.of(new UpdateRule.Ftrl(1, 0, 0), 0.5, 0.5),
        Arguments.of(new Adafactor(-0.8, 1e-3, 1, 0), 0.05, 0.02),
        Arguments.of(new Cocob(100, 1e-8), 1, 1),
        Arguments.of(new DoWg(0.01, 1e-4), 1, 1),
        Arguments.of(new Prodigy(0.9, 0.999, 1e-8, 0, 1e-6, 1), 1, 1),
        Arguments.of(new ScheduleFree.ScheduleFreeSgd(0.9, 0), 0.2, 0.002),
        Arguments.of(new ScheduleFree.ScheduleFreeAdamW(0.9, 0.999, 1e-8, 0), 0.05, 0.02));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reachesTheMinimumOfAParabola(UpdateRule rule, double parabolaRate, double valleyRate) {
    assertReaches(rule, Function.PARABOLA, parabolaRate, 4000);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void reachesTheEndOfRosenbrocksValley(UpdateRule rule, double parabolaRate, double valleyRate) {
    assertReaches(rule, Function.ROSENBROCK, valleyRate, 40_000);
  }

  /** Linear decay of the rate to zero: rules of constant step length cannot rest otherwise. */
  private static void assertReaches(UpdateRule rule, Function function, double rate, int steps) {
    double[] weights = function.start.clone();
    Optimizer optimizer = new Optimizer(rule.chain(Quadratics.weights(2)));
    for (int k = 0; k < steps; k++) {
      double share = 1 - k / (double) steps;
      optimizer.update(weights, function.gradient(weights), rate * share);
    }
    assertThat(weights).containsExactly(function.minimum, within(0.05));
  }
}
