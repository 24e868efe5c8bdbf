package io.sparksgd.config;

import io.sparksgd.schedule.SchedulePlan;

/** Finds schedules that last as long as the run, in runs whose length in steps is open. */
final class OpenEnd {
  private OpenEnd() {}

  /**
   * Reports a plan that needs the number of steps when only {@code stop.minutes} ends the run.
   *
   * @param stop read before
   */
  static void check(Section schedule, SchedulePlan plan, Section stop) {
    boolean open = stop.has("minutes") && !stop.has("epochs") && !stop.has("steps");
    if (open && lastsAsTheRun(plan)) {
      schedule.error(
          "kind",
          "Missing "
              + schedule.path(place(plan))
              + ": the run has no known number of steps (allowed: a whole number from 1, or"
              + " stop.epochs or stop.steps)");
    }
  }

  static boolean lastsAsTheRun(SchedulePlan plan) {
    if (plan instanceof SchedulePlan.Warmup warmup) {
      return lastsAsTheRun(warmup.then());
    } else if (plan instanceof SchedulePlan.Join join) {
      return lastsAsTheRun(join.parts().get(join.parts().size() - 1));
    } else if (plan instanceof SchedulePlan.Polynomial polynomial) {
      return polynomial.steps() == 0;
    } else if (plan instanceof SchedulePlan.Cosine cosine) {
      return cosine.steps() == 0;
    }
    return plan instanceof SchedulePlan.OneCycle oneCycle && oneCycle.steps() == 0;
  }

  private static String place(SchedulePlan plan) {
    SchedulePlan inner = plan instanceof SchedulePlan.Warmup warmup ? warmup.then() : plan;
    return inner instanceof SchedulePlan.Join join
        ? "parts[" + (join.parts().size() - 1) + "].steps"
        : "steps";
  }
}
