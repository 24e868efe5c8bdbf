package io.sparksgd.config;

import io.sparksgd.config.SynchronizeConfig.Length;
import io.sparksgd.config.SynchronizeConfig.LocalRounds;
import io.sparksgd.config.SynchronizeConfig.LocalState;
import io.sparksgd.optim.StepPrecision;
import io.sparksgd.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Reads and writes the group {@code synchronize}. */
final class SynchronizeParser {
  /** With so many levels of two even the most partitions are added. */
  private static final int MOST_LEVELS = 20;

  private static final Map<String, String> ONLY_LOCAL =
      Map.of(
          "start-local-at", "only with local-steps or local-epochs",
          "local-state", "only with local-steps or local-epochs",
          "local-precision", "only with local-steps or local-epochs",
          "outer", "only with local-steps or local-epochs");

  private SynchronizeParser() {}

  static SynchronizeConfig parse(Section section) {
    boolean everyStep = section.choice("every", Map.of("step", true)).isPresent();
    boolean steps = section.has("local-steps");
    boolean epochs = section.has("local-epochs");
    if ((everyStep ? 1 : 0) + (steps ? 1 : 0) + (epochs ? 1 : 0) > 1) {
      section.error(
          steps ? "local-steps" : "local-epochs",
          "Invalid synchronize: more than one interval (allowed: one of every, local-steps,"
              + " local-epochs)");
    }
    OptionalInt depth = section.count("aggregation-depth", 1, MOST_LEVELS);
    OptionalDouble timeout =
        section.number("timeout-seconds", x -> x >= 1e-3 && x <= 1e9, "a number from 0.001 to 1e9");
    if (!steps && !epochs) {
      section.done(ONLY_LOCAL);
      return new SynchronizeConfig(Optional.empty(), depth, timeout);
    }
    Length length =
        steps
            ? new Length.Steps(section.count("local-steps", 1).orElse(1))
            : new Length.Epochs(
                section.number("local-epochs", x -> x > 0, "a number above 0").orElse(1));
    long startAt = section.whole("start-local-at", 0, Long.MAX_VALUE).orElse(0);
    LocalState state = section.choice("local-state", LocalState.class).orElse(LocalState.AVERAGE);
    StepPrecision precision =
        section.choice("local-precision", StepPrecision.class).orElse(StepPrecision.FLOAT64);
    Section outer = section.section("outer");
    UpdateRule rule = outerRule(outer);
    double usualRate = rule instanceof UpdateRule.Nesterov ? 0.7 : 1;
    double rate = outer.number("learning-rate", x -> x > 0, "a number above 0").orElse(usualRate);
    outer.done(Map.of("momentum", "only with kind: momentum, nesterov"));
    section.done();
    return new SynchronizeConfig(
        Optional.of(new LocalRounds(length, startAt, state, precision, rule, rate)),
        depth,
        timeout);
  }

  private static UpdateRule outerRule(Section outer) {
    Map<String, String> kinds = new LinkedHashMap<>();
    for (String kind : new String[] {"sgd", "momentum", "nesterov"}) {
      kinds.put(kind, kind);
    }
    String kind = outer.choice("kind", kinds).orElse("sgd");
    if (kind.equals("sgd")) {
      return new UpdateRule.Sgd();
    }
    double usual = kind.equals("nesterov") ? 0.9 : 0.5;
    double momentum =
        outer.number("momentum", x -> x >= 0 && x < 1, "a number from 0 to below 1").orElse(usual);
    return kind.equals("nesterov")
        ? new UpdateRule.Nesterov(momentum)
        : new UpdateRule.Momentum(momentum, 0);
  }

  static Map<String, Object> toMap(SynchronizeConfig config) {
    Map<String, Object> map =
        config
            .local()
            .map(SynchronizeParser::toMap)
            .orElseGet(() -> JobMap.entries("every", "step"));
    config.aggregationDepth().ifPresent(depth -> map.put("aggregation-depth", depth));
    config.timeoutSeconds().ifPresent(seconds -> map.put("timeout-seconds", seconds));
    return map;
  }

  private static Map<String, Object> toMap(LocalRounds local) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (local.length() instanceof Length.Steps steps) {
      map.put("local-steps", steps.steps());
    } else {
      map.put("local-epochs", ((Length.Epochs) local.length()).epochs());
    }
    map.put("start-local-at", local.startAt());
    map.put("local-state", Names.key(local.state()));
    map.put("local-precision", Names.key(local.precision()));
    Map<String, Object> outer = new LinkedHashMap<>();
    outer.put("kind", Kinds.of((Record) local.outer()));
    if (local.outer() instanceof UpdateRule.Momentum momentum) {
      outer.put("momentum", momentum.momentum());
    } else if (local.outer() instanceof UpdateRule.Nesterov nesterov) {
      outer.put("momentum", nesterov.momentum());
    }
    outer.put("learning-rate", local.outerLearningRate());
    map.put("outer", outer);
    return map;
  }
}
