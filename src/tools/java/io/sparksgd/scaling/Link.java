package io.sparksgd.scaling;

/** One direction of a machine's network: messages pass one after the other. */
final class Link {
  private final double bandwidth;
  private double free;

  Link(double bandwidth) {
    this.bandwidth = bandwidth;
  }

  /**
   * Passes a message.
   *
   * @param ready when it is there
   * @return when it has passed
   */
  double pass(double ready, double bytes) {
    free = Math.max(ready, free) + bytes / bandwidth;
    return free;
  }
}
