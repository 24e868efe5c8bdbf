package io.sparksgd.ml;

import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/**
 * Params of the job file's group {@code schedule}: the learning rate as a function of the step.
 *
 * @param <S> the class itself, which the setters return
 */
public interface ScheduleParams<S> extends Params {
  /**
   * Constant, step, exponential, inverse-time, inverse-sqrt, polynomial, cosine, cosine-restarts,
   * one-cycle or plateau.
   */
  default Param<String> schedule() {
    return JobParams.text(
        this,
        "schedule",
        "schedule.kind",
        "constant, step, exponential, inverse-time, inverse-sqrt, polynomial, cosine,"
            + " cosine-restarts, one-cycle or plateau");
  }

  default S setSchedule(String value) {
    return JobParams.put(this, schedule(), value);
  }

  default String getSchedule() {
    return getOrDefault(schedule());
  }

  /** Steps of a linear rise before the schedule. */
  default LongParam warmupSteps() {
    return JobParams.whole(
        this, "warmupSteps", "schedule.warmup-steps", "steps of a linear rise before the schedule");
  }

  default S setWarmupSteps(long value) {
    return JobParams.put(this, warmupSteps(), value);
  }

  default long getWarmupSteps() {
    return (Long) getOrDefault(warmupSteps());
  }

  /** Share of the learning rate at which the rise starts. */
  default DoubleParam warmupStartFactor() {
    return JobParams.number(
        this,
        "warmupStartFactor",
        "schedule.warmup-start-factor",
        "share of the learning rate at which the rise starts");
  }

  default S setWarmupStartFactor(double value) {
    return JobParams.put(this, warmupStartFactor(), value);
  }

  default double getWarmupStartFactor() {
    return (Double) getOrDefault(warmupStartFactor());
  }

  /** Steps between two reductions: step. */
  default LongParam scheduleEvery() {
    return JobParams.whole(
        this, "scheduleEvery", "schedule.every", "steps between two reductions: step");
  }

  default S setScheduleEvery(long value) {
    return JobParams.put(this, scheduleEvery(), value);
  }

  default long getScheduleEvery() {
    return (Long) getOrDefault(scheduleEvery());
  }

  /** The rate is multiplied by it: step, exponential, plateau. */
  default DoubleParam scheduleFactor() {
    return JobParams.number(
        this,
        "scheduleFactor",
        "schedule.factor",
        "the rate is multiplied by it: step, exponential, plateau");
  }

  default S setScheduleFactor(double value) {
    return JobParams.put(this, scheduleFactor(), value);
  }

  default double getScheduleFactor() {
    return (Double) getOrDefault(scheduleFactor());
  }

  /** LearningRate / (1 + rate * step): inverse-time. */
  default DoubleParam scheduleRate() {
    return JobParams.number(
        this, "scheduleRate", "schedule.rate", "learningRate / (1 + rate * step): inverse-time");
  }

  default S setScheduleRate(double value) {
    return JobParams.put(this, scheduleRate(), value);
  }

  default double getScheduleRate() {
    return (Double) getOrDefault(scheduleRate());
  }

  /** LearningRate * sqrt(timescale / (timescale + step)): inverse-sqrt. */
  default DoubleParam scheduleTimescale() {
    return JobParams.number(
        this,
        "scheduleTimescale",
        "schedule.timescale",
        "learningRate * sqrt(timescale / (timescale + step)): inverse-sqrt");
  }

  default S setScheduleTimescale(double value) {
    return JobParams.put(this, scheduleTimescale(), value);
  }

  default double getScheduleTimescale() {
    return (Double) getOrDefault(scheduleTimescale());
  }

  /** Length in steps: polynomial, cosine, cosine-restarts, one-cycle. */
  default LongParam scheduleSteps() {
    return JobParams.whole(
        this,
        "scheduleSteps",
        "schedule.steps",
        "length in steps: polynomial, cosine, cosine-restarts, one-cycle");
  }

  default S setScheduleSteps(long value) {
    return JobParams.put(this, scheduleSteps(), value);
  }

  default long getScheduleSteps() {
    return (Long) getOrDefault(scheduleSteps());
  }

  /** Exponent of the fall: polynomial. */
  default DoubleParam schedulePower() {
    return JobParams.number(
        this, "schedulePower", "schedule.power", "exponent of the fall: polynomial");
  }

  default S setSchedulePower(double value) {
    return JobParams.put(this, schedulePower(), value);
  }

  default double getSchedulePower() {
    return (Double) getOrDefault(schedulePower());
  }

  /** Lowest rate: polynomial, cosine, cosine-restarts, plateau. */
  default DoubleParam scheduleMinimum() {
    return JobParams.number(
        this,
        "scheduleMinimum",
        "schedule.minimum",
        "lowest rate: polynomial, cosine, cosine-restarts, plateau");
  }

  default S setScheduleMinimum(double value) {
    return JobParams.put(this, scheduleMinimum(), value);
  }

  default double getScheduleMinimum() {
    return (Double) getOrDefault(scheduleMinimum());
  }

  /** Hold or reflect: cosine. */
  default Param<String> scheduleAfterEnd() {
    return JobParams.text(
        this, "scheduleAfterEnd", "schedule.after-end", "hold or reflect: cosine");
  }

  default S setScheduleAfterEnd(String value) {
    return JobParams.put(this, scheduleAfterEnd(), value);
  }

  default String getScheduleAfterEnd() {
    return getOrDefault(scheduleAfterEnd());
  }

  /** Each period is this many times as long as the one before: cosine-restarts. */
  default IntParam scheduleMultiplier() {
    return JobParams.count(
        this,
        "scheduleMultiplier",
        "schedule.multiplier",
        "each period is this many times as long as the one before: cosine-restarts");
  }

  default S setScheduleMultiplier(int value) {
    return JobParams.put(this, scheduleMultiplier(), value);
  }

  default int getScheduleMultiplier() {
    return (Integer) getOrDefault(scheduleMultiplier());
  }

  /** Share of the steps in which the rate rises: one-cycle. */
  default DoubleParam scheduleWarmupFraction() {
    return JobParams.number(
        this,
        "scheduleWarmupFraction",
        "schedule.warmup-fraction",
        "share of the steps in which the rate rises: one-cycle");
  }

  default S setScheduleWarmupFraction(double value) {
    return JobParams.put(this, scheduleWarmupFraction(), value);
  }

  default double getScheduleWarmupFraction() {
    return (Double) getOrDefault(scheduleWarmupFraction());
  }

  /** The first rate is learningRate / divisor: one-cycle. */
  default DoubleParam scheduleInitialDivisor() {
    return JobParams.number(
        this,
        "scheduleInitialDivisor",
        "schedule.initial-divisor",
        "the first rate is learningRate / divisor: one-cycle");
  }

  default S setScheduleInitialDivisor(double value) {
    return JobParams.put(this, scheduleInitialDivisor(), value);
  }

  default double getScheduleInitialDivisor() {
    return (Double) getOrDefault(scheduleInitialDivisor());
  }

  /** The last rate is the first one / divisor: one-cycle. */
  default DoubleParam scheduleFinalDivisor() {
    return JobParams.number(
        this,
        "scheduleFinalDivisor",
        "schedule.final-divisor",
        "the last rate is the first one / divisor: one-cycle");
  }

  default S setScheduleFinalDivisor(double value) {
    return JobParams.put(this, scheduleFinalDivisor(), value);
  }

  default double getScheduleFinalDivisor() {
    return (Double) getOrDefault(scheduleFinalDivisor());
  }

  /** Validation metric that must get better: plateau. */
  default Param<String> plateauMetric() {
    return JobParams.text(
        this,
        "plateauMetric",
        "schedule.metric",
        "validation metric that must get better: plateau");
  }

  default S setPlateauMetric(String value) {
    return JobParams.put(this, plateauMetric(), value);
  }

  default String getPlateauMetric() {
    return getOrDefault(plateauMetric());
  }

  /** Evaluations without improvement that are tolerated: plateau. */
  default IntParam plateauPatience() {
    return JobParams.count(
        this,
        "plateauPatience",
        "schedule.patience",
        "evaluations without improvement that are tolerated: plateau");
  }

  default S setPlateauPatience(int value) {
    return JobParams.put(this, plateauPatience(), value);
  }

  default int getPlateauPatience() {
    return (Integer) getOrDefault(plateauPatience());
  }

  /** An improvement is more than this: plateau. */
  default DoubleParam plateauThreshold() {
    return JobParams.number(
        this,
        "plateauThreshold",
        "schedule.threshold",
        "an improvement is more than this: plateau");
  }

  default S setPlateauThreshold(double value) {
    return JobParams.put(this, plateauThreshold(), value);
  }

  default double getPlateauThreshold() {
    return (Double) getOrDefault(plateauThreshold());
  }

  /** Relative or absolute: plateau. */
  default Param<String> plateauThresholdMode() {
    return JobParams.text(
        this,
        "plateauThresholdMode",
        "schedule.threshold-mode",
        "relative, absolute or pytorch-relative: plateau");
  }

  default S setPlateauThresholdMode(String value) {
    return JobParams.put(this, plateauThresholdMode(), value);
  }

  default String getPlateauThresholdMode() {
    return getOrDefault(plateauThresholdMode());
  }

  /** Evaluations after a reduction that do not count: plateau. */
  default IntParam plateauCooldown() {
    return JobParams.count(
        this,
        "plateauCooldown",
        "schedule.cooldown",
        "evaluations after a reduction that do not count: plateau");
  }

  default S setPlateauCooldown(int value) {
    return JobParams.put(this, plateauCooldown(), value);
  }

  default int getPlateauCooldown() {
    return (Integer) getOrDefault(plateauCooldown());
  }
}
