package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The group {@code evaluate}: when the validation rows are looked at, and what for. */
public record EvaluateConfig(
    OptionalLong everySteps, OptionalDouble everyEpochs, List<Metric> metrics) {

  public EvaluateConfig {
    metrics = List.copyOf(metrics);
  }
}
