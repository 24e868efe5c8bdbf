package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.monitor.Metric;
import java.util.EnumMap;
import java.util.Map;

/** Metrics as sections of a saved state. */
final class SavedMetrics {
  private SavedMetrics() {}

  static void save(RunState.Builder state, String name, Map<Metric, Double> metrics) {
    metrics.forEach((metric, value) -> state.doubles(name + "/" + metric.key(), value));
  }

  static Map<Metric, Double> restore(RunState state, String name) {
    Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
    for (Metric metric : Metric.values()) {
      String section = name + "/" + metric.key();
      if (state.has(section)) {
        metrics.put(metric, state.doubles(section, 1)[0]);
      }
    }
    return metrics;
  }
}
