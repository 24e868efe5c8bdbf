package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The group {@code stop}: the first rule that applies ends the run.
 *
 * @param tolerance the training loss of an epoch has to fall by more than this share of it
 */
public record StopConfig(
    OptionalDouble epochs,
    OptionalLong steps,
    OptionalDouble minutes,
    OptionalDouble tolerance,
    Optional<Target> target,
    Optional<Early> early) {

  /** A value of a validation metric that is good enough. */
  public record Target(Metric metric, double value) {}

  /**
   * Stops when a validation metric no longer gets better.
   *
   * @param patience evaluations in a row without improvement
   * @param minDelta an improvement is more than this
   * @param keep which weights the model gets
   */
  public record Early(Metric metric, int patience, double minDelta, Keep keep) {}

  /** Which weights the model gets. */
  public enum Keep {
    BEST,
    LAST
  }
}
