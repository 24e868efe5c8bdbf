package io.sparksgd.monitor;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decides when a run is complete: by steps, time, or a target on the validation rows. */
public final class StopRules {
  private final long totalSteps;
  private final OptionalDouble minutes;
  private final Optional<Metric> targetMetric;
  private final OptionalDouble targetValue;

  /**
   * The rules of a run.
   *
   * @param totalSteps 0 for any number
   * @param targetMetric together with {@code targetValue}, or neither
   */
  public StopRules(
      long totalSteps,
      OptionalDouble minutes,
      Optional<Metric> targetMetric,
      OptionalDouble targetValue) {
    this.totalSteps = totalSteps;
    this.minutes = minutes;
    this.targetMetric = targetMetric;
    this.targetValue = targetValue;
  }

  /** The reason to end the run after this step, as a sentence; empty when it continues. */
  public Optional<String> reasonAfterStep(long step, double seconds) {
    if (totalSteps > 0 && step >= totalSteps) {
      return Optional.of("Made all " + step + " steps.");
    }
    if (minutes.isPresent() && seconds >= 60 * minutes.getAsDouble()) {
      return Optional.of("Reached " + Text.number(minutes.getAsDouble()) + " minutes.");
    }
    return Optional.empty();
  }

  /** The reason to end the run after this evaluation, as a sentence; empty when it continues. */
  public Optional<String> reasonAfterEvaluation(Map<Metric, Double> metrics) {
    if (targetMetric.isEmpty() || !metrics.containsKey(targetMetric.get())) {
      return Optional.empty();
    }
    Metric metric = targetMetric.get();
    double value = metrics.get(metric);
    double target = targetValue.getAsDouble();
    if (value != target && !metric.isBetter(value, target)) {
      return Optional.empty();
    }
    return Optional.of(
        "Reached the target: "
            + metric.key()
            + " "
            + Text.number(value)
            + " (wanted "
            + Text.number(target)
            + ").");
  }
}
