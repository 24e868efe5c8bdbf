package io.sparksgd.checkpoint;

import java.util.Set;

/** A part of a run that checkpoints hold. It alone writes and reads its sections. */
public interface Stateful {
  /** The rows of the table that this part may write. */
  Set<Section> sections();

  /** Adds the sections; their arrays are live. */
  void save(RunState.Builder state);

  /**
   * Continues from a state that this or another process saved.
   *
   * @throws CheckpointException if it does not fit
   */
  void restore(RunState state);

  /** Returns to an earlier state of the same run, whose time, for one, does not go back. */
  default void goBack(RunState state) {
    restore(state);
  }
}
