package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.schedule.SchedulePlan.AfterEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Reads the group {@code schedule}, and the parts of a join. */
final class ScheduleParser {
  private static final List<String> KINDS =
      List.of(
          "constant",
          "step",
          "exponential",
          "inverse-time",
          "inverse-sqrt",
          "polynomial",
          "cosine",
          "cosine-restarts",
          "one-cycle",
          "plateau",
          "join");

  private static final Map<String, String> ELSEWHERE =
      Map.ofEntries(
          Map.entry("every", "only with kind: step"),
          Map.entry("factor", "only with kind: step, exponential, plateau"),
          Map.entry("rate", "only with kind: inverse-time"),
          Map.entry("timescale", "only with kind: inverse-sqrt"),
          Map.entry("steps", "only with kind: polynomial, cosine, cosine-restarts, one-cycle"),
          Map.entry("power", "only with kind: polynomial"),
          Map.entry("minimum", "only with kind: polynomial, cosine, cosine-restarts, plateau"),
          Map.entry("after-end", "only with kind: cosine"),
          Map.entry("multiplier", "only with kind: cosine-restarts"),
          Map.entry("warmup-fraction", "only with kind: one-cycle"),
          Map.entry("initial-divisor", "only with kind: one-cycle"),
          Map.entry("final-divisor", "only with kind: one-cycle"),
          Map.entry("metric", "only with kind: plateau"),
          Map.entry("patience", "only with kind: plateau"),
          Map.entry("threshold", "only with kind: plateau"),
          Map.entry("threshold-mode", "only with kind: plateau"),
          Map.entry("cooldown", "only with kind: plateau"),
          Map.entry("parts", "only with kind: join"),
          Map.entry("for-steps", "only in the parts of a join, but its last"),
          Map.entry("warmup-start-factor", "only with warmup-steps"));

  private final Section section;

  private ScheduleParser(Section section) {
    this.section = section;
  }

  static List<String> kinds() {
    return KINDS;
  }

  static ScheduleConfig parse(Section section, MetricReader metrics) {
    ScheduleParser parser = new ScheduleParser(section);
    Optional<String> kind = parser.kind();
    SchedulePlan plan = parser.withWarmup(parser.plan(kind.orElse("constant")));
    Optional<PlateauConfig> plateau =
        kind.filter("plateau"::equals).map(any -> parser.plateau(metrics));
    parser.done(kind);
    return new ScheduleConfig(plan, plateau);
  }

  private Optional<String> kind() {
    Map<String, String> kinds = new LinkedHashMap<>();
    KINDS.forEach(kind -> kinds.put(kind, kind));
    return section.choice("kind", kinds);
  }

  private void done(Optional<String> kind) {
    if (kind.isPresent() || !section.has("kind")) {
      section.done(ELSEWHERE);
    } else {
      section.doneWithoutKind(ELSEWHERE);
    }
  }

  private SchedulePlan withWarmup(SchedulePlan then) {
    OptionalLong steps = section.whole("warmup-steps", 1, Long.MAX_VALUE);
    if (steps.isEmpty()) {
      return then;
    }
    double factor =
        section
            .number("warmup-start-factor", x -> x >= 0 && x <= 1, "a number from 0 to 1")
            .orElse(0);
    return new SchedulePlan.Warmup(steps.getAsLong(), factor, then);
  }

  private SchedulePlan plan(String kind) {
    return switch (kind) {
      case "step" ->
          new SchedulePlan.StepDecay(
              required("every", section.whole("every", 1, Long.MAX_VALUE)), factor(0.1));
      case "exponential" -> new SchedulePlan.Exponential(required("factor", factor()));
      case "inverse-time" ->
          new SchedulePlan.InverseTime(
              required("rate", section.number("rate", x -> x >= 0, "a number from 0")));
      case "inverse-sqrt" ->
          new SchedulePlan.InverseSqrt(
              required("timescale", section.number("timescale", x -> x > 0, "a number above 0")));
      case "polynomial" -> new SchedulePlan.Polynomial(steps(), positive("power", 1), minimum());
      case "cosine" ->
          new SchedulePlan.Cosine(
              steps(),
              minimum(),
              section.choice("after-end", AfterEnd.class).orElse(AfterEnd.HOLD));
      case "cosine-restarts" ->
          new SchedulePlan.CosineRestarts(
              required("steps", section.whole("steps", 1, Long.MAX_VALUE)),
              section.count("multiplier", 1).orElse(1),
              minimum());
      case "one-cycle" ->
          new SchedulePlan.OneCycle(
              steps(),
              section
                  .number("warmup-fraction", x -> x >= 0 && x <= 1, "a number from 0 to 1")
                  .orElse(0.3),
              positive("initial-divisor", 25),
              positive("final-divisor", 1e4));
      case "join" -> join();
      default -> new SchedulePlan.Constant();
    };
  }

  private SchedulePlan join() {
    List<SchedulePlan> parts = new ArrayList<>();
    List<Long> lengths = new ArrayList<>();
    List<Section> sections = section.sections("parts");
    if (sections.isEmpty()) {
      section.error(
          "parts", "Missing " + section.path("parts") + " (allowed: a list of schedules)");
      return new SchedulePlan.Constant();
    }
    for (int i = 0; i < sections.size(); i++) {
      ScheduleParser part = new ScheduleParser(sections.get(i));
      Optional<String> kind = part.kind();
      if (kind.filter(name -> name.equals("plateau") || name.equals("join")).isPresent()) {
        part.section.error(
            "kind",
            "Invalid "
                + part.section.path("kind")
                + ": "
                + kind.get()
                + " (allowed in a join: schedules of the step)");
        kind = Optional.of("constant");
      }
      if (i < sections.size() - 1) {
        lengths.add(part.required("for-steps", part.section.whole("for-steps", 1, Long.MAX_VALUE)));
      }
      parts.add(part.withWarmup(part.plan(kind.orElse("constant"))));
      part.done(kind);
    }
    return new SchedulePlan.Join(parts, lengths);
  }

  private PlateauConfig plateau(MetricReader metrics) {
    Metric metric = metrics.read(section, "metric", "schedule.kind: plateau");
    double factor =
        section.number("factor", x -> x > 0 && x < 1, "a number between 0 and 1").orElse(0.1);
    return new PlateauConfig(
        metric,
        factor,
        section.count("patience", 0).orElse(10),
        section.number("threshold", x -> x >= 0, "a number from 0").orElse(1e-4),
        section.choice("threshold-mode", ThresholdMode.class).orElse(ThresholdMode.RELATIVE),
        section.count("cooldown", 0).orElse(0),
        minimum());
  }

  private long steps() {
    return section.whole("steps", 1, Long.MAX_VALUE).orElse(0);
  }

  private double minimum() {
    return section.number("minimum", x -> x >= 0, "a number from 0").orElse(0);
  }

  private double positive(String key, double usual) {
    return section.number(key, x -> x > 0, "a number above 0").orElse(usual);
  }

  private OptionalDouble factor() {
    return section.number("factor", x -> x > 0, "a number above 0");
  }

  private double factor(double usual) {
    return factor().orElse(usual);
  }

  private long required(String key, OptionalLong value) {
    missing(key);
    return value.orElse(1);
  }

  private double required(String key, OptionalDouble value) {
    missing(key);
    return value.orElse(1);
  }

  private void missing(String key) {
    if (!section.has(key)) {
      section.error(key, "Missing " + section.path(key) + " (allowed: a number)");
    }
  }
}
