package io.sparksgd.config.parse;

import io.sparksgd.config.PlateauConfig;
import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.setting.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and writes the group {@code schedule}, and the parts of a join. */
final class ScheduleParser {
  /** Every kind, in the order of the reference page. */
  static final KindKeys<Record> PLANS =
      new KindKeys<>(
          Kinds.of(Record.class)
              .and("constant", SchedulePlan.Constant.class)
              .and("step", SchedulePlan.StepDecay.class)
              .and("exponential", SchedulePlan.Exponential.class)
              .and("inverse-time", SchedulePlan.InverseTime.class)
              .and("inverse-sqrt", SchedulePlan.InverseSqrt.class)
              .and("polynomial", SchedulePlan.Polynomial.class)
              .and("cosine", SchedulePlan.Cosine.class)
              .and("cosine-restarts", SchedulePlan.CosineRestarts.class)
              .and("one-cycle", SchedulePlan.OneCycle.class)
              .and("plateau", PlateauConfig.class)
              .and("join", SchedulePlan.Join.class),
          ", ");

  static final RecordKeys<SchedulePlan.Warmup> WARMUP = new RecordKeys<>(SchedulePlan.Warmup.class);

  private final Section section;
  private final Optional<String> kind;

  private ScheduleParser(Section section) {
    this.section = section;
    this.kind = PLANS.kind(section, "constant");
  }

  static ScheduleConfig parse(Section section, MetricReader metrics) {
    ScheduleParser parser = new ScheduleParser(section);
    SchedulePlan plan = parser.withWarmup(parser.plan(parser.kind.orElse("constant")));
    Optional<PlateauConfig> plateau =
        parser.kind.filter("plateau"::equals).map(any -> parser.plateau(metrics));
    parser.done();
    return new ScheduleConfig(plan, plateau);
  }

  private void done() {
    String key = "warmup-start-factor";
    PLANS.done(section, kind, Map.of(key, WARMUP.key("startFactor").setting().otherwise()));
  }

  private SchedulePlan withWarmup(SchedulePlan then) {
    return section.has("warmup-steps") ? WARMUP.reading(section).with("then", then).read() : then;
  }

  private SchedulePlan plan(String of) {
    return switch (of) {
      case "plateau" -> new SchedulePlan.Constant();
      case "join" -> join();
      default -> (SchedulePlan) PLANS.read(section, of);
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
      String kind = part.kindOfPart();
      if (i < sections.size() - 1) {
        lengths.add(part.length());
      }
      parts.add(part.withWarmup(part.plan(kind)));
      part.done();
    }
    return new SchedulePlan.Join(parts, lengths);
  }

  private String kindOfPart() {
    if (kind.filter(Set.of("plateau", "join")::contains).isPresent()) {
      section.error(
          "kind",
          "Invalid "
              + section.path("kind")
              + ": "
              + kind.get()
              + " (allowed in a join: schedules of the step)");
      return "constant";
    }
    return kind.orElse("constant");
  }

  private long length() {
    if (!section.has("for-steps")) {
      section.error("for-steps", "Missing " + section.path("for-steps") + " (allowed: a number)");
    }
    return section.whole("for-steps", 1, Long.MAX_VALUE).orElse(1);
  }

  private PlateauConfig plateau(MetricReader metrics) {
    return (PlateauConfig)
        PLANS
            .of("plateau")
            .reading(section)
            .with("metric", metrics.read(section, "metric", "schedule.kind: plateau"))
            .read();
  }

  static Map<String, Object> toMap(ScheduleConfig schedule) {
    Map<String, Object> map = toMap(schedule.plan());
    schedule.plateau().ifPresent(plateau -> map.putAll(PLANS.map(plateau)));
    return map;
  }

  private static Map<String, Object> toMap(SchedulePlan plan) {
    if (plan instanceof SchedulePlan.Warmup warmup) {
      Map<String, Object> map = toMap(warmup.then());
      map.putAll(WARMUP.map(warmup));
      return map;
    }
    Map<String, Object> map = PLANS.map((Record) plan);
    if (plan instanceof SchedulePlan.Join join) {
      map.put("parts", parts(join));
    }
    return map;
  }

  private static List<Map<String, Object>> parts(SchedulePlan.Join join) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (int i = 0; i < join.parts().size(); i++) {
      Map<String, Object> part = new LinkedHashMap<>(toMap(join.parts().get(i)));
      if (i < join.lengths().size()) {
        part.put("for-steps", join.lengths().get(i));
      }
      parts.add(part);
    }
    return parts;
  }
}
