package io.sparksgd.cost;

/**
 * A way to train a job, and the cost of a pass over the training rows.
 *
 * @param mode the way
 * @param keys of the job file that select it; empty for the job as it is
 * @param secondsPerEpoch seconds
 * @param bytesPerEpoch bytes out of the driver, once a round, and back to it
 */
public record Alternative(Mode mode, String keys, double secondsPerEpoch, double bytesPerEpoch) {

  /** Ways to train. */
  public enum Mode {
    /** The job as it is: one round a step. */
    SYNCHRONOUS,
    /** More rows a step: fewer and larger steps. */
    ACCUMULATION,
    /** Local steps inside the partitions, whose weights are averaged. */
    LOCAL_ROUNDS,
    /** Fewer bytes for each value. */
    CODEC;

    /** The name in outputs. */
    public String key() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
