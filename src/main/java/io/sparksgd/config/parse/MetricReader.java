package io.sparksgd.config.parse;

import io.sparksgd.monitor.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads names of metrics, which must apply to the model. */
final class MetricReader {
  private final Map<String, Metric> applicable = new LinkedHashMap<>();
  private final boolean validated;

  /**
   * A reader for a model.
   *
   * @param applicable the metrics of the model's task
   * @param validated whether the job has validation rows
   */
  MetricReader(List<Metric> applicable, boolean validated) {
    this.validated = validated;
    for (Metric metric : applicable) {
      this.applicable.put(metric.key(), metric);
    }
  }

  /** All metrics that apply. */
  List<Metric> all() {
    return List.copyOf(applicable.values());
  }

  /** The metric of a rule that needs validation rows; the loss when it is not given. */
  Metric read(Section section, String key, String rule) {
    if (!validated) {
      section.error(
          key,
          "Invalid "
              + rule
              + ": the job has no validation rows (allowed: with data.validation,"
              + " data.validation-fraction or data.validation-column)");
    }
    return one(section, key).orElse(Metric.LOSS);
  }

  private Optional<Metric> one(Section section, String key) {
    return section.choice(key, applicable);
  }

  /** A list of metrics; all that apply when it is not given. */
  List<Metric> list(Section section, String key) {
    List<String> names = section.texts(key);
    for (String name : names) {
      if (!applicable.containsKey(name)) {
        section.error(
            key,
            "Invalid "
                + section.path(key)
                + ": "
                + name
                + Suggestion.of(name, applicable.keySet())
                + " (allowed for this model: "
                + String.join(", ", applicable.keySet())
                + ")");
      }
    }
    List<Metric> metrics =
        names.stream().filter(applicable::containsKey).map(applicable::get).distinct().toList();
    return metrics.isEmpty() ? all() : metrics;
  }
}
