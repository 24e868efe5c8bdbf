package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.round.Remembering;

/**
 * A state to which a run can return; nothing changes it any more.
 *
 * @param step updates made by then
 * @param returns times that the run has returned to it
 * @param state of the driver
 * @param memory of the partitions
 */
record RestorePoint(long step, long returns, RunState state, Remembering.Kept memory) {

  /** This point after one more return. */
  RestorePoint returnedTo() {
    return new RestorePoint(step, returns + 1, state, memory);
  }
}
