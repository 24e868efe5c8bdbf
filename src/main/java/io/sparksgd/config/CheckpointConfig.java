package io.sparksgd.config;

import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;

/**
 * The group {@code checkpoint}: whether a run saves its state, and whether it starts from a saved
 * one.
 *
 * @param dir folder of the checkpoints, on any file system of Hadoop; empty: none are written
 */
public record CheckpointConfig(
    @Setting(type = Setting.PATH, usually = "none: no checkpoints")
        @Says("folder of the checkpoints, on any file system that Hadoop knows; of this run only")
        Optional<String> dir,
    @Setting(range = "from 1", usual = "1000", with = "dir")
        @Says(
            "updates between two checkpoints; written after the first round that ends at or after;"
                + " there is one at the end, too: after the last round, or before it where the end"
                + " of the run takes rows or local steps from it")
        long everySteps,
    @Setting(range = "from 1", usual = "3", with = "dir") @Says("newest checkpoints that are kept")
        int keep,
    @Setting(usual = "auto", with = "dir")
        @Says(
            "start from the newest checkpoint that is whole, if there is one; start anew; or fail"
                + " without one")
        Resume resume,
    @Setting(usual = "continue", with = "dir")
        @Says(
            "what becomes of the run when a checkpoint cannot be written, as on a full disk: it"
                + " ends with one line and exit code 1, or goes on with a warning; the ones before"
                + " are still there")
        OnFailure onFailure) {
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
