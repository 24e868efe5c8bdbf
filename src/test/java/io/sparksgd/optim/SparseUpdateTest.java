package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.IndexSet;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.SparseVector;
import io.sparksgd.math.Vectors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A visit to the touched coordinates does what a visit to all does. */
class SparseUpdateTest {
  private static final int WEIGHTS = 60;
  private static final ParameterLayout LAYOUT = Quadratics.weightsAndBiases(WEIGHTS, 1);

  static Stream<UpdateRule> sparse() {
    return Stream.of(
        new UpdateRule.Sgd(),
        new UpdateRule.AdaGrad(0, 1e-10),
        new UpdateRule.AdaGrad(0.1, 1e-3),
        new UpdateRule.Ftrl(1, 0, 0),
        new UpdateRule.Ftrl(1, 0.05, 0.01),
        new UpdateRule.Ftrl(0, 0.05, 0),
        new Cocob(100, 1e-8));
  }

  static Stream<UpdateRule> dense() {
    return Stream.of(
        new UpdateRule.Momentum(0.9, 0),
        new UpdateRule.Nesterov(0.9),
        new UpdateRule.Adam(0.9, 0.999, 1e-8),
        new UpdateRule.AdamW(0.9, 0.999, 1e-8, 0.01),
        new UpdateRule.RmsProp(0.9, 1e-8, 0),
        new UpdateRule.Lars(0.9, 0, 0.001, 0),
        new UpdateRule.Lamb(0.9, 0.999, 1e-6, 0.01),
        new UpdateRule.Lion(0.9, 0.99, 0),
        new DoWg(0.01, 1e-4),
        new Prodigy(0.9, 0.999, 1e-8, 0, 1e-6, 1),
        new ScheduleFree.ScheduleFreeSgd(0.9, 0));
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void touchedCoordinatesGiveTheBitsOfAll(UpdateRule rule) {
    assertSameUpdates(rule.chain(LAYOUT), rule.chain(LAYOUT), tolerance(rule));
  }

  @ParameterizedTest
  @MethodSource("sparse")
  void alsoWhenTheLearningRateChanges(UpdateRule rule) {
    assertSameUpdates(rule.chain(LAYOUT), rule.chain(LAYOUT), 0.01, tolerance(rule));
  }

  /** FTRL and COCOB solve for a weight at every visit: the same number, rounded otherwise. */
  private static double tolerance(UpdateRule rule) {
    return rule instanceof UpdateRule.Ftrl || rule instanceof Cocob ? 1e-12 : 0;
  }

  @Test
  void clippingIsSparse() {
    List<Transform> one =
        List.of(new ClipByGlobalNorm(0.7), new ClipByValue(0.2), new ScaleByLearningRate());
    List<Transform> other =
        List.of(new ClipByGlobalNorm(0.7), new ClipByValue(0.2), new ScaleByLearningRate());
    assertSameUpdates(one, other, 1e-15);
  }

  @ParameterizedTest
  @MethodSource("dense")
  void rulesWhoseMemoryMovesEveryCoordinateAreNotSparse(UpdateRule rule) {
    Optimizer optimizer = new Optimizer(rule.chain(LAYOUT));
    assertThat(optimizer.isSparse()).isFalse();
    assertThatThrownBy(
            () -> optimizer.updateTouched(new double[LAYOUT.size()], new SparseVector(), 0.1))
        .isInstanceOf(ClassCastException.class);
  }

  private static void assertSameUpdates(
      List<Transform> chain, List<Transform> sparseChain, double tolerance) {
    assertSameUpdates(chain, sparseChain, 0, tolerance);
  }

  private static void assertSameUpdates(
      List<Transform> chain, List<Transform> sparseChain, double decay, double tolerance) {
    Optimizer all = new Optimizer(chain);
    Optimizer touchedOnly = new Optimizer(sparseChain);
    assertThat(touchedOnly.isSparse()).isTrue();
    double[] weights = start();
    double[] sparseWeights = weights.clone();
    IndexSet touched = new IndexSet(LAYOUT.size());
    SparseVector sparse = new SparseVector();
    for (int t = 0; t < 30; t++) {
      double rate = 0.3 / (1 + decay * t);
      touched.clear();
      double[] gradient = new double[LAYOUT.size()];
      for (int k = 0; k < 5; k++) {
        int at = (int) CounterRandom.below(3, t, k, LAYOUT.size());
        gradient[at] = CounterRandom.gaussian(4, t, k);
        touched.add(at);
      }
      sparse.clear();
      Vectors.gather(gradient, touched, sparse);
      all.update(weights, gradient, rate);
      touchedOnly.updateTouched(sparseWeights, sparse, rate);
      assertClose(sparseWeights, weights, tolerance);
    }
    assertThat(touchedOnly.updates()).isEqualTo(30);
    List<double[]> slots = new ArrayList<>(all.slots());
    for (int s = 0; s < slots.size() && decay == 0; s++) {
      assertClose(touchedOnly.slots().get(s), slots.get(s), tolerance);
    }
  }

  private static double[] start() {
    double[] weights = new double[LAYOUT.size()];
    for (int i = 0; i < weights.length; i += 2) {
      weights[i] = CounterRandom.gaussian(5, 0, i);
    }
    return weights;
  }

  private static void assertClose(double[] actual, double[] expected, double tolerance) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(tolerance * (1 + Math.abs(expected[i]))));
    }
  }
}
