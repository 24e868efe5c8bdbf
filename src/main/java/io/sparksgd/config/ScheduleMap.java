package io.sparksgd.config;

import io.sparksgd.schedule.SchedulePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The group {@code schedule} as a plain map. */
final class ScheduleMap {
  private ScheduleMap() {}

  static Map<String, Object> of(ScheduleConfig schedule) {
    Map<String, Object> map = plan(schedule.plan());
    schedule.plateau().ifPresent(plateau -> map.putAll(plateau(plateau)));
    return map;
  }

  private static Map<String, Object> plateau(PlateauConfig plateau) {
    return JobMap.entries(
        "kind", "plateau",
        "metric", plateau.metric().key(),
        "factor", plateau.factor(),
        "patience", plateau.patience(),
        "threshold", plateau.threshold(),
        "threshold-mode", Names.key(plateau.mode()),
        "cooldown", plateau.cooldown(),
        "minimum", plateau.minimum());
  }

  private static Map<String, Object> plan(SchedulePlan plan) {
    if (plan instanceof SchedulePlan.Warmup warmup) {
      Map<String, Object> map = plan(warmup.then());
      map.put("warmup-steps", warmup.steps());
      map.put("warmup-start-factor", warmup.startFactor());
      return map;
    } else if (plan instanceof SchedulePlan.Join join) {
      return join(join);
    } else if (plan instanceof SchedulePlan.StepDecay step) {
      return JobMap.entries("kind", "step", "every", step.every(), "factor", step.factor());
    } else if (plan instanceof SchedulePlan.Exponential exponential) {
      return JobMap.entries("kind", "exponential", "factor", exponential.factor());
    } else if (plan instanceof SchedulePlan.InverseTime inverse) {
      return JobMap.entries("kind", "inverse-time", "rate", inverse.rate());
    } else if (plan instanceof SchedulePlan.InverseSqrt inverse) {
      return JobMap.entries("kind", "inverse-sqrt", "timescale", inverse.timescale());
    } else {
      return planWithSteps(plan);
    }
  }

  private static Map<String, Object> planWithSteps(SchedulePlan plan) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (plan instanceof SchedulePlan.Polynomial polynomial) {
      map.put("kind", "polynomial");
      putSteps(map, polynomial.steps());
      map.put("power", polynomial.power());
      map.put("minimum", polynomial.minimum());
    } else if (plan instanceof SchedulePlan.Cosine cosine) {
      map.put("kind", "cosine");
      putSteps(map, cosine.steps());
      map.put("minimum", cosine.minimum());
      map.put("after-end", Names.key(cosine.afterEnd()));
    } else if (plan instanceof SchedulePlan.CosineRestarts cosine) {
      map.put("kind", "cosine-restarts");
      putSteps(map, cosine.steps());
      map.put("multiplier", cosine.multiplier());
      map.put("minimum", cosine.minimum());
    } else if (plan instanceof SchedulePlan.OneCycle cycle) {
      map.put("kind", "one-cycle");
      putSteps(map, cycle.steps());
      map.put("warmup-fraction", cycle.warmupFraction());
      map.put("initial-divisor", cycle.initialDivisor());
      map.put("final-divisor", cycle.finalDivisor());
    } else {
      map.put("kind", "constant");
    }
    return map;
  }

  /** Left out when the schedule lasts to the end of the run. */
  private static void putSteps(Map<String, Object> map, long steps) {
    if (steps > 0) {
      map.put("steps", steps);
    }
  }

  private static Map<String, Object> join(SchedulePlan.Join join) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (int i = 0; i < join.parts().size(); i++) {
      Map<String, Object> part = plan(join.parts().get(i));
      if (i < join.lengths().size()) {
        part.put("for-steps", join.lengths().get(i));
      }
      parts.add(part);
    }
    return JobMap.entries("kind", "join", "parts", parts);
  }
}
