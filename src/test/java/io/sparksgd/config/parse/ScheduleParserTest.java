package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.PlateauConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.config.ThresholdMode;
import io.sparksgd.monitor.Metric;
import io.sparksgd.schedule.ScalingRule;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.schedule.SchedulePlan.AfterEnd;
import io.sparksgd.testkit.Jobs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScheduleParserTest {

  static List<Arguments> schedules() {
    return List.of(
        Arguments.of("{}", new SchedulePlan.Constant()),
        Arguments.of("{kind: constant}", new SchedulePlan.Constant()),
        Arguments.of("{kind: step, every: 5}", new SchedulePlan.StepDecay(5, 0.1)),
        Arguments.of("{kind: step, every: 5, factor: 0.5}", new SchedulePlan.StepDecay(5, 0.5)),
        Arguments.of("{kind: exponential, factor: 0.9}", new SchedulePlan.Exponential(0.9)),
        Arguments.of("{kind: inverse-time, rate: 0.1}", new SchedulePlan.InverseTime(0.1)),
        Arguments.of("{kind: inverse-sqrt, timescale: 7}", new SchedulePlan.InverseSqrt(7)),
        Arguments.of("{kind: polynomial}", new SchedulePlan.Polynomial(0, 1, 0)),
        Arguments.of(
            "{kind: polynomial, steps: 9, power: 2, minimum: 0.1}",
            new SchedulePlan.Polynomial(9, 2, 0.1)),
        Arguments.of("{kind: cosine}", new SchedulePlan.Cosine(0, 0, AfterEnd.HOLD)),
        Arguments.of(
            "{kind: cosine, steps: 9, minimum: 0.1, after-end: reflect}",
            new SchedulePlan.Cosine(9, 0.1, AfterEnd.REFLECT)),
        Arguments.of("{kind: cosine-restarts, steps: 9}", new SchedulePlan.CosineRestarts(9, 1, 0)),
        Arguments.of(
            "{kind: cosine-restarts, steps: 9, multiplier: 2, minimum: 0.1}",
            new SchedulePlan.CosineRestarts(9, 2, 0.1)),
        Arguments.of("{kind: one-cycle}", new SchedulePlan.OneCycle(0, 0.3, 25, 1e4)),
        Arguments.of(
            "{kind: one-cycle, steps: 9, warmup-fraction: 0.1, initial-divisor: 2,"
                + " final-divisor: 3}",
            new SchedulePlan.OneCycle(9, 0.1, 2, 3)),
        Arguments.of(
            "{warmup-steps: 4}", new SchedulePlan.Warmup(4, 0, new SchedulePlan.Constant())),
        Arguments.of(
            "{kind: exponential, factor: 0.9, warmup-steps: 4, warmup-start-factor: 0.25}",
            new SchedulePlan.Warmup(4, 0.25, new SchedulePlan.Exponential(0.9))),
        Arguments.of(
            "{kind: join, warmup-steps: 2, parts: [{for-steps: 3},"
                + " {kind: cosine, for-steps: 5, warmup-steps: 1}, {kind: step, every: 2}]}",
            new SchedulePlan.Warmup(
                2,
                0,
                new SchedulePlan.Join(
                    List.of(
                        new SchedulePlan.Constant(),
                        new SchedulePlan.Warmup(1, 0, new SchedulePlan.Cosine(0, 0, AfterEnd.HOLD)),
                        new SchedulePlan.StepDecay(2, 0.1)),
                    List.of(3L, 5L)))));
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void everyScheduleIsRead(String yaml, SchedulePlan plan) {
    ScheduleConfig schedule = Jobs.with("schedule: " + yaml).schedule();

    assertThat(schedule.plan()).isEqualTo(plan);
    assertThat(schedule.plateau()).isEmpty();
  }

  @Test
  void aPlateauHasDefaults() {
    ScheduleConfig schedule = Jobs.with("schedule: {kind: plateau, warmup-steps: 3}").schedule();

    assertThat(schedule.plan())
        .isEqualTo(new SchedulePlan.Warmup(3, 0, new SchedulePlan.Constant()));
    assertThat(schedule.plateau())
        .contains(new PlateauConfig(Metric.LOSS, 0.1, 10, 1e-4, ThresholdMode.RELATIVE, 0, 0));
  }

  @Test
  void everyKeyOfAPlateauIsRead() {
    assertThat(
            Jobs.with(
                    "schedule: {kind: plateau, metric: auc, factor: 0.5, patience: 0,"
                        + " threshold: 0.2, threshold-mode: absolute, cooldown: 3, minimum: 1e-5}")
                .schedule()
                .plateau())
        .contains(new PlateauConfig(Metric.AUC, 0.5, 0, 0.2, ThresholdMode.ABSOLUTE, 3, 1e-5));
  }

  @Test
  void aPlateauMayJudgeAsPyTorchDoes() {
    assertThat(
            Jobs.with("schedule: {kind: plateau, threshold-mode: pytorch-relative}")
                .schedule()
                .plateau()
                .orElseThrow()
                .mode())
        .isEqualTo(ThresholdMode.PYTORCH_RELATIVE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: step | Missing schedule.every (allowed: a number)",
        "kind: exponential | Missing schedule.factor (allowed: a number)",
        "kind: inverse-time | Missing schedule.rate (allowed: a number)",
        "kind: inverse-sqrt | Missing schedule.timescale (allowed: a number)",
        "kind: cosine-restarts | Missing schedule.steps (allowed: a number)",
        "kind: join | Missing schedule.parts (allowed: a list of schedules)",
        "kind: join, parts: 3 | Invalid schedule.parts: 3 (allowed: a list of groups)",
        "kind: join, parts: [{}, {}] | Missing schedule.parts[0].for-steps (allowed: a number)",
        "kind: join, parts: [{kind: plateau}] | Invalid schedule.parts[0].kind: plateau (allowed in"
            + " a join: schedules of the step)",
        "kind: join, parts: [{for-steps: 3}] | Invalid schedule.parts[0].for-steps: it has no"
            + " effect here (only in the parts of a join, but its last)",
        "kind: step, every: 0 | Invalid schedule.every: 0 (allowed: a whole number from 1)",
        "kind: plateau, factor: 1 | Invalid schedule.factor: 1 (allowed: a number between 0 and 1)",
        "kind: one-cycle, warmup-fraction: 2 | Invalid schedule.warmup-fraction: 2 (allowed: a"
            + " number from 0 to 1)",
        "kind: constant, steps: 3 | Invalid schedule.steps: it has no effect here (only with"
            + " schedule.kind: polynomial, cosine, cosine-restarts, one-cycle)",
        "kind: cosine, patience: 3 | Invalid schedule.patience: it has no effect here (only with"
            + " schedule.kind: plateau)",
        "warmup-start-factor: 0.5 | Invalid schedule.warmup-start-factor: it has no effect here"
            + " (only with schedule.warmup-steps)",
        "warmup-step: 5 | Unknown key schedule.warmup-step (did you mean warmup-steps?)",
      })
  void wrongSchedulesAreErrors(String yaml, String message) {
    assertThat(Jobs.errorsWith("schedule: {" + yaml + "}").get(0))
        .isEqualTo("job.yaml:4: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: cosine | steps",
        "kind: polynomial, warmup-steps: 3 | steps",
        "kind: one-cycle | steps",
        "kind: join, parts: [{for-steps: 2}, {kind: cosine}] | parts[1].steps",
      })
  void aScheduleAsLongAsTheRunNeedsARunOfKnownLength(String yaml, String key) {
    String schedule = "schedule: {" + yaml + "}";

    assertThat(Jobs.errorsWith(schedule, "stop: {minutes: 5}"))
        .containsExactly(
            "job.yaml:4: Missing schedule."
                + key
                + ": the run has no known number of steps (allowed: a whole number from 1, or"
                + " stop.epochs or stop.steps)");
    assertThat(Jobs.with(schedule, "stop: {minutes: 5, epochs: 1}").stop().epochs()).hasValue(1);
    assertThat(Jobs.with(schedule, "stop: {minutes: 5, steps: 1}").stop().steps()).hasValue(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: cosine, steps: 3",
        "kind: exponential, factor: 0.9",
        "kind: join, parts: [{kind: cosine, for-steps: 2}, {}]"
      })
  void aScheduleWithItsOwnLengthDoesNot(String yaml) {
    assertThat(Jobs.with("schedule: {" + yaml + "}", "stop: {minutes: 5}").stop().minutes())
        .hasValue(5);
  }

  @Test
  void scalingNeedsAReference() {
    assertThat(Jobs.with("scaling: {rule: linear, reference-batch-size: 64}").scaling().rule())
        .isEqualTo(ScalingRule.LINEAR);
    assertThat(Jobs.errorsWith("scaling: {rule: sqrt}"))
        .containsExactly(
            "job.yaml:4: Missing scaling.reference-batch-size (allowed: the rows a step for which"
                + " optimizer.learning-rate is meant)");
    assertThat(Jobs.errorsWith("scaling: {reference-batch-size: 64}"))
        .containsExactly(
            "job.yaml:4: Invalid scaling.reference-batch-size: it has no effect here (only with"
                + " scaling.rule: linear or sqrt)");
  }
}
