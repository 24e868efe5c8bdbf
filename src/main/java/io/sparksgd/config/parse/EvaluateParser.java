package io.sparksgd.config.parse;

import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.monitor.Metric;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads and writes the group {@code evaluate}. */
final class EvaluateParser {
  static final RecordKeys<EvaluateConfig> KEYS = new RecordKeys<>(EvaluateConfig.class);

  private EvaluateParser() {}

  static EvaluateConfig parse(Section section, MetricReader metrics) {
    if (section.has("every-steps") && section.has("every-epochs")) {
      section.error(
          "every-epochs",
          "Invalid evaluate: both intervals (allowed: every-steps or every-epochs)");
    }
    RecordKeys.Reading<EvaluateConfig> reading = KEYS.reading(section);
    if (!section.has("every-steps") && !section.has("every-epochs")) {
      reading.with("everyEpochs", OptionalDouble.of(KEYS.key("everyEpochs").usualNumber()));
    }
    return reading.with("metrics", metrics.list(section, "metrics")).readAll();
  }

  static Map<String, Object> toMap(EvaluateConfig evaluate) {
    Map<String, Object> map = KEYS.map(evaluate);
    map.put("metrics", evaluate.metrics().stream().map(Metric::key).toList());
    return map;
  }
}
