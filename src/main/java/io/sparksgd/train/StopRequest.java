package io.sparksgd.train;

import java.util.Optional;

/** Asks a run to end after its current round. Any thread may ask. */
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

  /** The reason to end the run; empty when nobody has asked. */
  public Optional<String> asked() {
    return Optional.ofNullable(reason);
  }
}
