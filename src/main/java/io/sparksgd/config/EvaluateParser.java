package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the group {@code evaluate}. */
final class EvaluateParser {
  private EvaluateParser() {}

  static EvaluateConfig parse(Section section, MetricReader metrics) {
    OptionalLong steps = section.whole("every-steps", 1, Long.MAX_VALUE);
    OptionalDouble epochs = section.number("every-epochs", x -> x > 0, "a number above 0");
    if (section.has("every-steps") && section.has("every-epochs")) {
      section.error(
          "every-epochs",
          "Invalid evaluate: both intervals (allowed: every-steps or every-epochs)");
    }
    if (!section.has("every-steps") && !section.has("every-epochs")) {
      epochs = OptionalDouble.of(1);
    }
    List<Metric> wanted = metrics.list(section, "metrics");
    section.done();
    return new EvaluateConfig(steps, epochs, wanted);
  }
}
