package io.sparksgd.train;

import java.util.Optional;

/** Asks a run to end after its current round; from any thread. */
public final class StopRequest {
  private volatile String reason;

  /**
   * Asks.
   *
   * @param why a sentence for users
   */
  public void ask(String why) {
    reason = why;
  }

  /** Why the run shall end, if it shall. */
  public Optional<String> asked() {
    return Optional.ofNullable(reason);
  }
}
