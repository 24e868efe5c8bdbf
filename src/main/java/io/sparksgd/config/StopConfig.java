package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Setting;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The group {@code stop}: the first rule that applies ends the run.
 *
 * @param tolerance the training loss of an epoch has to fall by more than this share of it
 */
public record StopConfig(
    @Setting(
            range = "above 0",
            usual = "10",
            usually = "when neither `epochs`, `steps` nor `minutes` is given",
            says = "passes over the training rows; may be a fraction",
            param = "epochs")
        OptionalDouble epochs,
    @Setting(range = "from 1", says = "optimizer updates", param = "maxIter") OptionalLong steps,
    @Setting(range = "above 0", says = "time of training", param = "maxMinutes")
        OptionalDouble minutes,
    @Setting(
            range = "from 0",
            says =
                "the run ends when the mean training loss of an epoch has not fallen by more than"
                    + " this share of it for 5 epochs in a row",
            param = "tol")
        OptionalDouble tolerance,
    Optional<Target> target,
    Optional<Early> early) {

  /** A value of a validation metric that is good enough. */
  public record Target(
      @Setting(
              usual = "loss",
              says = "validation metric that ends the run when it reaches `target.value`",
              param = "targetMetric")
          Metric metric,
      @Setting(
              required = "a number",
              usually = "required in `target`",
              says = "value of that metric that is good enough",
              param = "targetValue")
          double value) {}

  /**
   * Stops when a validation metric no longer gets better.
   *
   * @param patience evaluations in a row without improvement
   * @param minDelta an improvement is more than this
   * @param keep which weights the model gets
   */
  public record Early(
      @Setting(
              usual = "loss",
              says = "validation metric whose stall ends the run",
              param = "earlyStoppingMetric")
          Metric metric,
      @Setting(
              range = "from 1",
              usual = "3",
              says = "evaluations in a row without improvement",
              param = "earlyStoppingPatience")
          int patience,
      @Setting(
              range = "from 0",
              usual = "0",
              says = "an improvement is more than this",
              param = "earlyStoppingMinDelta")
          double minDelta,
      @Setting(
              usual = "best",
              says = "whether the model gets the weights of the best evaluation or the last ones",
              param = "earlyStoppingKeep")
          Keep keep) {}

  /** Which weights the model gets. */
  public enum Keep {
    BEST,
    LAST
  }
}
