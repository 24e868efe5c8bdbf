package io.sparksgd.config;

import io.sparksgd.schedule.SchedulePlan;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;

/**
 * The group {@code schedule}.
 *
 * @param plateau multiplies what the plan says
 */
public record ScheduleConfig(
    @Setting(key = "kind", type = "a kind", usual = "constant", param = "schedule")
        @Says("how the rate goes")
        SchedulePlan plan,
    Optional<PlateauConfig> plateau) {

  /** Whether the schedule has the length of the run. */
  public boolean lastsAsTheRun() {
    return OpenEnd.lastsAsTheRun(plan);
  }
}
