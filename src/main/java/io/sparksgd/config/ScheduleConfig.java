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
    return lastsAsTheRun(plan);
  }

  private static boolean lastsAsTheRun(SchedulePlan plan) {
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
}
