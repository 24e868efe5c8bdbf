package io.sparksgd.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** What surrounds a rule: clips before it, the weights' average after it. */
class ClippingAndAveragingTest {

  @Test
  void clippingByNormKeepsTheDirection() {
    double[] update = {3, 4};
    new ClipByGlobalNorm(1).apply(update, new double[2], new Step(1, 1));
    assertThat(update)
        .containsExactly(new double[] {3 / (5 + 1e-6), 4 / (5 + 1e-6)}, within(1e-15));
    double[] shortUpdate = {0.3, 0.4};
    new ClipByGlobalNorm(1).apply(shortUpdate, new double[2], new Step(1, 1));
    assertThat(shortUpdate).containsExactly(0.3, 0.4);
  }

  @Test
  void clippingByValueLimitsEachComponent() {
    double[] update = {3, -4, 0.5};
    new ClipByValue(1).apply(update, new double[3], new Step(1, 1));
    assertThat(update).containsExactly(1, -1, 0.5);
  }

  @Test
  void theAverageCopiesFirstAndForgetsExponentially() {
    WeightAverage average = new WeightAverage(0.75);
    assertThat(average.average()).isEmpty();
    average.update(new double[] {4});
    assertThat(average.average()).containsExactly(4);
    average.update(new double[] {8});
    assertThat(average.average()).containsExactly(5);
    WeightAverage restored = new WeightAverage(0.75);
    restored.restore(average.slots());
    restored.update(new double[] {9});
    assertThat(restored.average()).containsExactly(6);
    assertThat(average.average()).containsExactly(5);
  }
}
