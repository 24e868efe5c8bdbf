package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.ModelSpec;
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
   * @param validated whether the job has validation rows
   */
  MetricReader(ModelSpec spec, boolean validated) {
    this.validated = validated;
    for (Metric metric : metrics(spec)) {
      applicable.put(metric.key(), metric);
    }
  }

  private static List<Metric> metrics(ModelSpec spec) {
    if (spec instanceof ModelSpec.Logistic) {
      return List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
    } else if (spec instanceof ModelSpec.Hinge) {
      return List.of(Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
    } else if (spec instanceof ModelSpec.Softmax) {
      return List.of(Metric.LOSS, Metric.LOG_LOSS, Metric.ACCURACY, Metric.F1);
    } else {
      return List.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2);
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
