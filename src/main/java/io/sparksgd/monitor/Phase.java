package io.sparksgd.monitor;

import java.util.Locale;

/** Where the time of a run goes. */
public enum Phase {
  /** Reading the input and packing it into blocks. */
  READ,
  /** Publishing the weights to the executors. */
  BROADCAST,
  /** Sampling, gradients and their way back: the Spark job of a round. */
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
