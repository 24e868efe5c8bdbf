package io.sparksgd.config;

import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.OptionalDouble;

/** The group {@code guard}: what counts as divergence, and what becomes of the run. */
public record GuardConfig(
    @Setting(usual = "fail", param = "onDivergence")
        @Says(
            "the run ends with exit code 3; that batch (or round of local steps) makes no update"
                + " and the next one follows; or the run returns to a state of earlier and goes on"
                + " from there with a smaller learning rate")
        OnDivergence onDivergence,
    @Setting(
            range = "above 0, up to 1",
            usual = "0.5",
            with = "on-divergence: roll-back",
            param = "rollBackRateFactor")
        @Says("each return multiplies the learning rate by it, for the rest of the run")
        double rateFactor,
    @Setting(
            range = "from 1",
            usual = "10",
            with = "on-divergence: skip, roll-back",
            param = "maxDivergences")
        @Says("divergences that the run survives; the next one ends it")
        int maxTimes,
    @Setting(
            range = "from 1",
            usual = "100",
            with = "on-divergence: roll-back",
            param = "rollBackEverySteps")
        @Says(
            "updates between two states to which the run can return; the start and the last three"
                + " are kept in the driver's memory, and their partitions' part beside the output")
        long everySteps,
    @Setting(range = "above 1", param = "explosionFactor")
        @Says(
            "a loss is a divergence, too, when it is more than this many times the lowest smoothed"
                + " loss of the run; from its eleventh batch on")
        OptionalDouble explosionFactor) {
  /** The first number that is not finite ends the run. */
  public static final GuardConfig FAIL =
      new GuardConfig(OnDivergence.FAIL, 0.5, 10, 100, OptionalDouble.empty());
}
