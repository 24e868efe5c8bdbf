package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The group {@code stop}: the first rule that applies ends the run. */
public record StopConfig(
    @Setting(
            range = "above 0",
            usual = "10",
            usually = "when neither `epochs`, `steps` nor `minutes` is given",
            param = "epochs")
        @Says("passes over the training rows; may be a fraction")
        OptionalDouble epochs,
    @Setting(range = "from 1", param = "maxIter") @Says("optimizer updates") OptionalLong steps,
    @Setting(range = "above 0", param = "maxMinutes") @Says("time of training")
        OptionalDouble minutes,
    @Setting(range = "from 0", param = "tol")
        @Says(
            "the run ends when the mean training loss of an epoch has not fallen by more than this"
                + " share of it for 5 epochs in a row")
        OptionalDouble tolerance,
    Optional<Target> target,
    Optional<Early> early) {

  /** Stops after these many updates. */
  public static StopConfig afterSteps(long steps) {
    return new StopConfig(
        OptionalDouble.empty(),
        OptionalLong.of(steps),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** A value of a validation metric that is good enough. */
  public record Target(
      @Setting(usual = "loss", param = "targetMetric")
          @Says("validation metric that ends the run when it reaches `target.value`")
          Metric metric,
      @Setting(required = "a number", usually = "required in `target`", param = "targetValue")
          @Says("value of that metric that is good enough")
          double value) {}

  /** Stops when a validation metric no longer gets better. */
  public record Early(
      @Setting(usual = "loss", param = "earlyStoppingMetric")
          @Says("validation metric whose stall ends the run")
          Metric metric,
      @Setting(range = "from 1", usual = "3", param = "earlyStoppingPatience")
          @Says("evaluations in a row without improvement")
          int patience,
      @Setting(range = "from 0", usual = "0", param = "earlyStoppingMinDelta")
          @Says("an improvement is more than this")
          double minDelta,
      @Setting(usual = "best", param = "earlyStoppingKeep")
          @Says("whether the model gets the weights of the best evaluation or the last ones")
          Keep keep) {}

  /** Which weights the model gets. */
  public enum Keep {
    BEST,
    LAST
  }
}
