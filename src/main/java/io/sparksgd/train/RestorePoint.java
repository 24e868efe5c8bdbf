package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.round.Remembering;

/**
 * An immutable state to which a run can return.
 *
 * @param step updates made before it
 * @param returns how often the run has returned to it
 * @param state of the driver
 * @param memory state of the partitions
 */
record RestorePoint(long step, long returns, RunState state, Remembering.Kept memory) {

  /** This point after one more return. */
  RestorePoint returnedTo() {
    return new RestorePoint(step, returns + 1, state, memory);
  }
}
