package io.sparksgd.monitor;

import java.util.Locale;

/** The phases of a run, for which seconds are counted. */
public enum Phase {
  /** Reading the input and packing it into blocks. */
  READ,
  /** Publishing the weights to the executors. */
  BROADCAST,
  /** The Spark job of a round: sampling, gradients, and their way back. */
  GRADIENT,
  /** Adding the contributions on the driver. */
  MERGE,
  /** The optimizer's update. */
  UPDATE,
  /** Evaluating the validation rows. */
  EVALUATE,
  /** Saving the state of the run. */
  CHECKPOINT,
  /** Listeners: metrics file, progress line. */
  NOTIFY;

  /** The name in outputs. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }
}
