package io.sparksgd.config.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges the value of one key by itself: it is right when it is right in one of several small jobs,
 * which differ in their kinds.
 */
final class KeyCheck {
  private static final String ORIGIN = "sample";

  private KeyCheck() {}

  /** What is wrong with a value whatever the other keys are. */
  static Optional<String> problem(String key, Object value) {
    Optional<String> first = Optional.empty();
    for (Map<String, Object> job : samples(key)) {
      FullKeys.put(job, key, value);
      Optional<String> problem = problem(key, errors(job));
      if (problem.isEmpty()) {
        return Optional.empty();
      }
      if (first.isEmpty() && !problem.get().contains(Section.NO_EFFECT)) {
        first = problem;
      }
    }
    return first;
  }

  private static Optional<String> problem(String key, List<String> errors) {
    return errors.stream()
        .map(error -> error.substring(ORIGIN.length() + 2))
        .filter(
            error -> error.startsWith("Invalid " + key + ":") || error.startsWith("Unknown key"))
        .findFirst();
  }

  private static List<String> errors(Map<String, Object> job) {
    try {
      JobParser.parse(job, any -> ORIGIN, List.of());
      return List.of();
    } catch (ConfigException e) {
      return e.errors();
    }
  }

  /** Jobs of the kinds that may read a key. */
  private static List<Map<String, Object>> samples(String key) {
    String group = key.substring(0, Math.max(0, key.indexOf('.')));
    Collection<String> models =
        group.equals("model") ? ModelParser.SPECS.names() : List.of("logistic", "linear");
    Collection<String> kinds =
        switch (group) {
          case "optimizer" -> OptimizerParser.RULES.names();
          case "schedule" -> ScheduleParser.PLANS.names();
          case "synchronize" -> List.of("sgd", "momentum");
          case "compression" -> CompressionParser.SPECS.names();
          case "guard" -> List.of("skip", "roll-back");
          default -> List.of("");
        };
    List<Map<String, Object>> samples = new ArrayList<>();
    for (String model : models) {
      for (String kind : kinds) {
        Map<String, Object> job = new LinkedHashMap<>();
        FullKeys.put(job, "data.train", "sample.csv");
        FullKeys.put(job, "data.validation-fraction", 0.5);
        FullKeys.put(job, "model.kind", model);
        FullKeys.put(job, "output", "sample");
        FullKeys.put(job, "name", ORIGIN);
        if (group.equals("scaling")) {
          FullKeys.put(job, "scaling.rule", "linear");
        } else if (group.equals("synchronize")) {
          FullKeys.put(job, "synchronize.local-steps", 1);
          FullKeys.put(job, "synchronize.outer.kind", kind);
          // The rule that goes with everything.
          FullKeys.put(job, "optimizer.kind", "adagrad");
        } else if (group.equals("guard")) {
          FullKeys.put(job, "guard.on-divergence", kind);
        } else if (!kind.isEmpty()) {
          FullKeys.put(job, group + ".kind", kind);
        }
        samples.add(job);
      }
    }
    return samples;
  }
}
