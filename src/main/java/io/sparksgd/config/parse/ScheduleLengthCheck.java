package io.sparksgd.config.parse;

import io.sparksgd.config.ScheduleConfig;
import io.sparksgd.schedule.SchedulePlan;

/** Finds schedules that last as long as the run, in runs whose length in steps is open. */
final class ScheduleLengthCheck {
  private ScheduleLengthCheck() {}

  /**
   * Reports a plan that needs the number of steps when only {@code stop.minutes} ends the run.
   *
   * @param stop read before
   */
  static void check(Section section, ScheduleConfig schedule, Section stop) {
    boolean open = stop.has("minutes") && !stop.has("epochs") && !stop.has("steps");
    if (open && schedule.lastsAsTheRun()) {
      section.error(
          "kind",
          "Missing "
              + section.path(place(schedule.plan()))
              + ": the run has no known number of steps (allowed: a whole number from 1, or"
              + " stop.epochs or stop.steps)");
    }
  }

  private static String place(SchedulePlan plan) {
    SchedulePlan inner = plan instanceof SchedulePlan.Warmup warmup ? warmup.then() : plan;
    return inner instanceof SchedulePlan.Join join
        ? "parts[" + (join.parts().size() - 1) + "].steps"
        : "steps";
  }
}
