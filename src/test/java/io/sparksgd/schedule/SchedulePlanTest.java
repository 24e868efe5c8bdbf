package io.sparksgd.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.schedule.SchedulePlan.AfterEnd;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchedulePlanTest {
  private static final SchedulePlan CONSTANT = new SchedulePlan.Constant();
  private static final SchedulePlan COSINE = new SchedulePlan.Cosine(0, 0, AfterEnd.HOLD);

  static Stream<SchedulePlan> all() {
    return Stream.of(
        CONSTANT,
        new SchedulePlan.StepDecay(10, 0.5),
        new SchedulePlan.Exponential(0.99),
        new SchedulePlan.InverseTime(0.01),
        new SchedulePlan.InverseSqrt(50),
        new SchedulePlan.Polynomial(0, 2, 0.01),
        COSINE,
        new SchedulePlan.CosineRestarts(10, 1, 0.01),
        new SchedulePlan.CosineRestarts(10, 2, 0.01),
        new SchedulePlan.OneCycle(0, 0.3, 25, 1e4),
        new SchedulePlan.Warmup(5, 0, COSINE),
        new SchedulePlan.Join(List.of(CONSTANT, COSINE), List.of(30L)));
  }

  @Test
  void noPlanIsLeftOut() {
    Set<Class<?>> tested = all().map(Object::getClass).collect(Collectors.toSet());
    assertThat(tested).containsExactlyInAnyOrder(SchedulePlan.class.getPermittedSubclasses());
  }

  @ParameterizedTest
  @MethodSource("all")
  void isProportionalToTheLearningRateAboveItsMinimum(SchedulePlan plan) {
    Schedule one = plan.build(1, 100);
    Schedule two = plan.build(2, 100);
    Schedule three = plan.build(3, 100);
    for (long k = 0; k < 120; k++) {
      assertThat(three.learningRate(k) - two.learningRate(k))
          .as(plan + " at " + k)
          .isCloseTo(two.learningRate(k) - one.learningRate(k), within(1e-14));
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void isFiniteAndNeverAboveTheLearningRate(SchedulePlan plan) {
    Schedule schedule = plan.build(0.5, 100);
    for (long k : new long[] {0, 1, 2, 9, 10, 11, 50, 99, 100, 101, 1000, 1_000_000_000_000L}) {
      assertThat(schedule.learningRate(k)).as(plan + " at " + k).isBetween(0.0, 0.5 + 1e-15);
    }
  }

  @Test
  void followsItsFormula() {
    assertThat(new SchedulePlan.StepDecay(10, 0.5).build(1, 0).learningRate(29)).isEqualTo(0.25);
    assertThat(new SchedulePlan.Exponential(0.5).build(1, 0).learningRate(3)).isEqualTo(0.125);
    assertThat(new SchedulePlan.InverseTime(0.5).build(1, 0).learningRate(4))
        .isCloseTo(1 / 3.0, within(1e-15));
    assertThat(new SchedulePlan.InverseSqrt(4).build(1, 0).learningRate(12)).isEqualTo(0.5);
    assertThat(new SchedulePlan.Polynomial(10, 2, 0.2).build(1, 0).learningRate(5))
        .isCloseTo(0.2 + 0.8 * 0.25, within(1e-15));
    assertThat(new SchedulePlan.Cosine(10, 0.2, AfterEnd.HOLD).build(1, 0).learningRate(5))
        .isCloseTo(0.6, within(1e-15));
  }

  @Test
  void aCosineWithoutStepsEndsWithTheRunAndHoldsItsMinimum() {
    Schedule schedule = new SchedulePlan.Cosine(0, 0.1, AfterEnd.HOLD).build(1, 40);
    assertThat(schedule.learningRate(20)).isCloseTo(0.55, within(1e-15));
    assertThat(schedule.learningRate(40)).isCloseTo(0.1, within(1e-15));
    assertThat(schedule.learningRate(60)).isCloseTo(0.1, within(1e-15));
  }

  @Test
  void aWarmupRisesLinearlyAndLeavesTheRestToTheNextSchedule() {
    Schedule schedule = new SchedulePlan.Warmup(10, 0.2, COSINE).build(2, 50);
    assertThat(schedule.learningRate(0)).isCloseTo(0.4, within(1e-15));
    assertThat(schedule.learningRate(5)).isCloseTo(1.2, within(1e-15));
    assertThat(schedule.learningRate(10)).isCloseTo(2, within(1e-15));
    assertThat(schedule.learningRate(30)).isCloseTo(1, within(1e-15));
    assertThat(schedule.learningRate(50)).isCloseTo(0, within(1e-15));
  }

  @Test
  void partsOfAJoinStartAtTheirOwnZero() {
    Schedule schedule =
        new SchedulePlan.Join(
                List.of(
                    new SchedulePlan.Exponential(0.5), new SchedulePlan.Exponential(0.1), COSINE),
                List.of(3L, 2L))
            .build(1, 25);
    double[] rates = new double[6];
    for (int k = 0; k < rates.length; k++) {
      rates[k] = schedule.learningRate(k);
    }
    assertThat(rates).containsExactly(new double[] {1, 0.5, 0.25, 1, 0.1, 1}, within(1e-15));
    assertThat(schedule.learningRate(15)).isCloseTo(0.5, within(1e-15));
    assertThat(schedule.learningRate(25)).isCloseTo(0, within(1e-15));
  }

  @Test
  void restartsOfEqualLengthAreFastFarOut() {
    Schedule schedule = new SchedulePlan.CosineRestarts(7, 1, 0).build(1, 0);
    assertThat(schedule.learningRate(7_000_000_000_000_003L))
        .isCloseTo(schedule.learningRate(3), within(1e-12));
  }

  @Test
  void aShortOneCycleStaysInRange() {
    Schedule schedule = new SchedulePlan.OneCycle(1, 0.3, 25, 1e4).build(1, 0);
    assertThat(schedule.learningRate(0)).isEqualTo(1);
    assertThat(schedule.learningRate(1)).isCloseTo(4e-6, within(1e-15));
  }

  @Test
  void aScheduleThatNeedsAnEndSaysSo() {
    assertThatThrownBy(() -> COSINE.build(1, 0))
        .hasMessage(
            "Invalid steps of the cosine schedule: none, and the length of the run is open"
                + " (allowed: steps here, or stop.epochs or stop.steps)");
    assertThatThrownBy(() -> new SchedulePlan.Warmup(5, 0, COSINE).build(1, 0))
        .hasMessageContaining("open");
    assertThat(new SchedulePlan.Warmup(500, 0, COSINE).build(1, 100).learningRate(99))
        .isBetween(0.1, 0.2);
  }

  static Stream<SchedulePlan> withMinimum() {
    return Stream.of(
        new SchedulePlan.Polynomial(5, 1, 0.2),
        new SchedulePlan.Cosine(5, 0.2, AfterEnd.HOLD),
        new SchedulePlan.CosineRestarts(5, 1, 0.2));
  }

  @ParameterizedTest
  @MethodSource("withMinimum")
  void aMinimumAboveTheLearningRateIsRefused(SchedulePlan plan) {
    assertThat(plan.build(0.2, 0).learningRate(3)).isCloseTo(0.2, within(1e-15));
    assertThatThrownBy(() -> new SchedulePlan.Warmup(2, 0, plan).build(0.1, 0))
        .hasMessage("Invalid minimum: 0.2 (allowed: up to the learning rate, 0.1)");
  }

  @Test
  void aPartOfAJoinEndsWithItsLength() {
    Schedule schedule = new SchedulePlan.Join(List.of(COSINE, CONSTANT), List.of(10L)).build(1, 0);
    assertThat(schedule.learningRate(5)).isCloseTo(0.5, within(1e-15));
    assertThat(schedule.learningRate(9)).isLessThan(0.03);
    assertThat(schedule.learningRate(10)).isEqualTo(1);
  }

  @Test
  void settingsOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new SchedulePlan.StepDecay(0, 0.5))
        .hasMessage("Invalid every: 0 (allowed: 1 or more)");
    assertThatThrownBy(() -> new SchedulePlan.Exponential(0))
        .hasMessage("Invalid factor: 0.0 (allowed: a number above 0)");
    assertThatThrownBy(() -> new SchedulePlan.OneCycle(10, 1.5, 25, 1e4))
        .hasMessage("Invalid warmup-fraction: 1.5 (allowed: from 0 to 1)");
    assertThatThrownBy(() -> new SchedulePlan.Join(List.of(CONSTANT, CONSTANT), List.of()))
        .hasMessage(
            "Invalid join: 2 parts with 0 lengths (allowed: a length for each part but the last)");
    assertThatThrownBy(() -> new SchedulePlan.Warmup(0, 0, CONSTANT))
        .hasMessageContaining("warmup-steps");
    assertThatThrownBy(() -> new SchedulePlan.Cosine(5, -1, AfterEnd.HOLD))
        .hasMessageContaining("minimum");
  }

  @Test
  void scalingRulesFollowTheBatchSize() {
    assertThat(ScalingRule.NONE.scale(0.1, 1024, 256)).isEqualTo(0.1);
    assertThat(ScalingRule.LINEAR.scale(0.1, 1024, 256)).isEqualTo(0.4);
    assertThat(ScalingRule.SQRT.scale(0.1, 1024, 256)).isEqualTo(0.2);
    assertThat(ScalingRule.NONE.scale(0.1, 1024, 0)).isEqualTo(0.1);
    assertThatThrownBy(() -> ScalingRule.LINEAR.scale(0.1, 1024, 0))
        .hasMessage("Invalid reference batch size: 0.0 (allowed: a number above 0)");
    assertThatThrownBy(() -> ScalingRule.SQRT.scale(0.1, -1, 256))
        .hasMessage("Invalid batch size: -1.0 (allowed: a number above 0)");
  }
}
