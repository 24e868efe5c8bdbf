package io.sparksgd.soak;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a soak shall do.
 *
 * @param home the project's folder
 * @param out where runs, logs and results go; a new folder
 * @param seed of all that is drawn: what the faults hit, and when
 * @param kills of the driver
 * @param minutes of a run whose executors are killed or whose tasks fail
 * @param period between two kills of executors
 * @param stopped how long a worker stands still
 */
record SoakPlan(
    Path home, Path out, long seed, int kills, double minutes, Duration period, Duration stopped) {

  /** The full soak, as {@code scripts/soak} runs it without options. */
  static SoakPlan full(Path home, Path out) {
    return new SoakPlan(home, out, 20, 200, 5, Duration.ofSeconds(5), Duration.ofSeconds(60));
  }
}
