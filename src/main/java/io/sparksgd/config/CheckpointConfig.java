package io.sparksgd.config;

import java.util.Optional;

/**
 * The group {@code checkpoint}: whether a run saves its state, and whether it starts from a saved
 * one.
 *
 * @param dir folder of the checkpoints, on any file system of Hadoop; empty: none are written
 * @param everySteps updates between two checkpoints
 * @param keep newest checkpoints that are kept
 * @param onFailure what becomes of the run when a checkpoint cannot be written
 */
public record CheckpointConfig(
    Optional<String> dir, long everySteps, int keep, Resume resume, OnFailure onFailure) {
  /** No checkpoints. */
  public static final CheckpointConfig NONE =
      new CheckpointConfig(Optional.empty(), 1000, 3, Resume.AUTO, OnFailure.CONTINUE);

  /** What becomes of a run when a checkpoint cannot be written. */
  public enum OnFailure {
    /** It ends. */
    FAIL,
    /** It goes on with a warning: the next one may succeed. */
    CONTINUE
  }

  /** Where a run starts. */
  public enum Resume {
    /** At the newest checkpoint that is whole; at the beginning when there is none. */
    AUTO,
    /** At the beginning, whatever there is. */
    NEVER,
    /** At the newest checkpoint that is whole; without one it is an error. */
    REQUIRED
  }
}
