package io.sparksgd.config.parse;

import io.sparksgd.config.StopConfig;
import io.sparksgd.config.StopConfig.Early;
import io.sparksgd.config.StopConfig.Target;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads and writes the group {@code stop}. */
final class StopParser {
  static final RecordKeys<StopConfig> KEYS = new RecordKeys<>(StopConfig.class);
  static final RecordKeys<Target> TARGET = new RecordKeys<>(Target.class);
  static final RecordKeys<Early> EARLY = new RecordKeys<>(Early.class);

  private StopParser() {}

  static StopConfig parse(Section section, MetricReader metrics) {
    RecordKeys.Reading<StopConfig> reading = KEYS.reading(section);
    if (!section.has("epochs") && !section.has("steps") && !section.has("minutes")) {
      reading.with("epochs", OptionalDouble.of(KEYS.key("epochs").usualNumber()));
    }
    return reading
        .with("target", inner(TARGET, section, "target", metrics))
        .with("early", inner(EARLY, section, "early", metrics))
        .readAll();
  }

  private static <R> Optional<R> inner(
      RecordKeys<R> keys, Section outer, String key, MetricReader metrics) {
    if (!outer.has(key)) {
      return Optional.empty();
    }
    Section section = outer.section(key);
    return Optional.of(
        keys.reading(section)
            .with("metric", metrics.read(section, "metric", "stop." + key))
            .readAll());
  }

  static Map<String, Object> toMap(StopConfig stop) {
    Map<String, Object> map = KEYS.map(stop);
    stop.target().ifPresent(target -> map.put("target", TARGET.map(target)));
    stop.early().ifPresent(early -> map.put("early", EARLY.map(early)));
    return map;
  }
}
