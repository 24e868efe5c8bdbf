package io.sparksgd.config;

import io.sparksgd.config.StopConfig.Early;
import io.sparksgd.config.StopConfig.Keep;
import io.sparksgd.config.StopConfig.Target;
import io.sparksgd.monitor.Metric;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the group {@code stop}. */
final class StopParser {
  private static final double DEFAULT_EPOCHS = 10;

  private StopParser() {}

  static StopConfig parse(Section section, MetricReader metrics) {
    OptionalDouble epochs = section.number("epochs", x -> x > 0, "a number above 0");
    OptionalLong steps = section.whole("steps", 1, Long.MAX_VALUE);
    OptionalDouble minutes = section.number("minutes", x -> x > 0, "a number above 0");
    OptionalDouble tolerance = section.number("tolerance", x -> x >= 0, "a number from 0");
    if (!section.has("epochs") && !section.has("steps") && !section.has("minutes")) {
      epochs = OptionalDouble.of(DEFAULT_EPOCHS);
    }
    Optional<Target> target =
        section.has("target")
            ? Optional.of(target(section.section("target"), metrics))
            : Optional.empty();
    Optional<Early> early =
        section.has("early")
            ? Optional.of(early(section.section("early"), metrics))
            : Optional.empty();
    section.done();
    return new StopConfig(epochs, steps, minutes, tolerance, target, early);
  }

  private static Target target(Section section, MetricReader metrics) {
    Metric metric = metrics.read(section, "metric", "stop.target");
    if (!section.has("value")) {
      section.error("value", "Missing stop.target.value (allowed: a number)");
    }
    double value = section.number("value", x -> true, "a number").orElse(0);
    section.done();
    return new Target(metric, value);
  }

  private static Early early(Section section, MetricReader metrics) {
    Metric metric = metrics.read(section, "metric", "stop.early");
    int patience = section.count("patience", 1).orElse(3);
    double minDelta = section.number("min-delta", x -> x >= 0, "a number from 0").orElse(0);
    Keep keep = section.choice("keep", Keep.class).orElse(Keep.BEST);
    section.done();
    return new Early(metric, patience, minDelta, keep);
  }
}
