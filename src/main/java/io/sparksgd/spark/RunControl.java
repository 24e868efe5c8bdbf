package io.sparksgd.spark;

import java.util.Optional;

/**
 * What has a say in a run from outside.
 *
 * @param stop ends it early
 * @param memory of an earlier run's update rules, with which this one begins; a checkpoint has its
 *     own
 */
public record RunControl(
    Optional<Checkpoints> checkpoints, StopRequest stop, Optional<OptimizerMemory> memory) {

  /** A run whose update rules begin anew. */
  public RunControl(Optional<Checkpoints> checkpoints, StopRequest stop) {
    this(checkpoints, stop, Optional.empty());
  }

  /** The same for a run that goes on with the memory of an earlier one. */
  public RunControl withMemory(Optional<OptimizerMemory> earlier) {
    return new RunControl(checkpoints, stop, earlier);
  }

  /** Nothing has. */
  public static RunControl none() {
    return new RunControl(Optional.empty(), new StopRequest());
  }
}
