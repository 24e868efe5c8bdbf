package io.sparksgd.config;

import io.sparksgd.monitor.OnDivergence;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** Reads and writes the group {@code guard}. */
final class GuardParser {
  private static final String ROLL_BACK = "only with guard.on-divergence: roll-back";

  private GuardParser() {}

  static GuardConfig parse(Section section) {
    GuardConfig usual = GuardConfig.FAIL;
    OnDivergence policy =
        section.choice("on-divergence", OnDivergence.class).orElse(usual.onDivergence());
    OptionalDouble explosion = section.number("explosion-factor", x -> x > 1, "a number above 1");
    int maxTimes = usual.maxTimes();
    double rateFactor = usual.rateFactor();
    long everySteps = usual.everySteps();
    Map<String, String> elsewhere = new LinkedHashMap<>();
    if (policy == OnDivergence.FAIL) {
      elsewhere.put("max-times", "only with guard.on-divergence: skip or roll-back");
    } else {
      maxTimes = section.count("max-times", 1).orElse(maxTimes);
    }
    if (policy == OnDivergence.ROLL_BACK) {
      rateFactor =
          section
              .number("rate-factor", x -> x > 0 && x <= 1, "a number above 0, up to 1")
              .orElse(rateFactor);
      everySteps = section.whole("every-steps", 1, Long.MAX_VALUE).orElse(everySteps);
    } else {
      elsewhere.put("rate-factor", ROLL_BACK);
      elsewhere.put("every-steps", ROLL_BACK);
    }
    section.done(elsewhere);
    return new GuardConfig(policy, rateFactor, maxTimes, everySteps, explosion);
  }

  static Map<String, Object> toMap(GuardConfig config) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("on-divergence", config.onDivergence().key());
    if (config.onDivergence() != OnDivergence.FAIL) {
      map.put("max-times", config.maxTimes());
    }
    if (config.onDivergence() == OnDivergence.ROLL_BACK) {
      map.put("rate-factor", config.rateFactor());
      map.put("every-steps", config.everySteps());
    }
    config.explosionFactor().ifPresent(factor -> map.put("explosion-factor", factor));
    return map;
  }
}
