package io.sparksgd.config;

import io.sparksgd.schedule.SchedulePlan;
import java.util.Optional;

/**
 * The group {@code schedule}.
 *
 * @param plateau multiplies what the plan says
 */
public record ScheduleConfig(SchedulePlan plan, Optional<PlateauConfig> plateau) {

  /** Whether the schedule has the length of the run. */
  public boolean lastsAsTheRun() {
    return OpenEnd.lastsAsTheRun(plan);
  }
}
