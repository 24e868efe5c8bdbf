package io.sparksgd.spark;

import java.util.Optional;

/**
 * What has a say in a run from outside.
 *
 * @param stop ends it early
 */
public record RunControl(Optional<Checkpoints> checkpoints, StopRequest stop) {

  /** Nothing has. */
  public static RunControl none() {
    return new RunControl(Optional.empty(), new StopRequest());
  }
}
