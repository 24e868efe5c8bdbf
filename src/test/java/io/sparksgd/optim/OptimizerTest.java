package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every rule: its memory, and what it leaves alone. */
class OptimizerTest {
  private static final double RATE = 0.3;

  static Stream<UpdateRule> all() {
    return ConvergenceTest.rules().map(arguments -> (UpdateRule) arguments.get()[0]);
  }

  private static double[] random(int size, int stream) {
    double[] values = new double[size];
    for (int i = 0; i < size; i++) {
      values[i] = CounterRandom.gaussian(99, stream, i);
    }
    return values;
  }

  private static Optimizer adam() {
    return new Optimizer(new UpdateRule.Adam(0.9, 0.999, 1e-8).chain(Quadratics.weights(2)));
  }

  @Test
  void noRuleIsLeftOut() {
    Set<Class<? extends UpdateRule>> tested =
        all().map(UpdateRule::getClass).collect(Collectors.toSet());
    assertThat(tested).containsExactlyInAnyOrderElementsOf(UpdateRule.kinds().types().values());
  }

  /** Also with another learning rate after the break, as a schedule has. */
  @ParameterizedTest
  @MethodSource("all")
  void aRestoredRuleContinuesBitForBit(UpdateRule rule) {
    ParameterLayout layout = Quadratics.weightsAndBiases(4, 1);
    Optimizer optimizer = new Optimizer(rule.chain(layout));
    double[] weights = random(5, 0);
    for (int t = 1; t <= 3; t++) {
      optimizer.update(weights, random(5, t), RATE);
    }
    Optimizer restored = new Optimizer(rule.chain(layout));
    restored.restore(optimizer.updates(), optimizer.slots().stream().map(double[]::clone).toList());
    double[] restoredWeights = weights.clone();
    for (int t = 4; t <= 6; t++) {
      optimizer.update(weights, random(5, t), RATE / t);
      restored.update(restoredWeights, random(5, t), RATE / t);
    }
    assertThat(restoredWeights).containsExactly(weights);
    assertThat(restored.updates()).isEqualTo(6);
  }

  @ParameterizedTest
  @MethodSource("all")
  void linksLeaveTheWeightsToTheOptimizer(UpdateRule rule) {
    double[] weights = random(5, 0);
    double[] update = random(5, 1);
    for (Transform link : rule.chain(Quadratics.weightsAndBiases(4, 1))) {
      link.apply(update, weights, new Step(1, RATE));
    }
    assertThat(weights).containsExactly(random(5, 0));
  }

  @ParameterizedTest
  @MethodSource("all")
  void aRateOfZeroMovesNothing(UpdateRule rule) {
    Assumptions.assumeFalse(rule.limits().contains(UpdateRule.Limit.NO_SCHEDULE));
    double[] weights = random(5, 0);
    new Optimizer(rule.chain(Quadratics.weightsAndBiases(4, 1))).update(weights, random(5, 1), 0);
    assertThat(weights).containsExactly(random(5, 0));
  }

  @Test
  void rmsPropKeepsMomentumOnlyWhereItHasSome() {
    ParameterLayout layout = Quadratics.weights(2);
    assertThat(new Optimizer(new UpdateRule.RmsProp(0.9, 1e-8, 0).chain(layout)).slots())
        .hasSize(1);
    assertThat(new Optimizer(new UpdateRule.RmsProp(0.9, 1e-8, 0.5).chain(layout)).slots())
        .hasSize(2);
  }

  @Test
  void aStateOfAnotherRuleIsRefusedAndChangesNothing() {
    Optimizer adam = adam();
    assertThatThrownBy(() -> adam.restore(1, List.of(new double[2])))
        .hasMessage("Invalid optimizer state: 1 slots (allowed: 2)");
    assertThatThrownBy(() -> adam.restore(1, List.of(new double[] {7, 7}, new double[3])))
        .hasMessage("Invalid optimizer state: slot 1 has 3 values (allowed: 2)");
    assertThatThrownBy(() -> adam.restore(-1, List.of(new double[] {7, 7}, new double[2])))
        .hasMessage("Invalid optimizer state: -1 updates (allowed: 0 or more)");
    assertThat(adam.slots().get(0)).containsExactly(0, 0);
    assertThat(adam.updates()).isZero();
  }
}
