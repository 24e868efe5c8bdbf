package io.sparksgd.monitor;

import java.util.ArrayDeque;
import java.util.Deque;

/** The recent course of a value in one line of block characters. */
public final class Sparkline {
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  private final int width;
  private final Deque<Double> values = new ArrayDeque<>();

  /**
   * An empty line.
   *
   * @param width most characters; older values leave
   */
  public Sparkline(int width) {
    this.width = width;
  }

  /** Appends a value; one that is not finite is left out. */
  public void add(double value) {
    if (Double.isFinite(value)) {
      values.addLast(value);
      if (values.size() > width) {
        values.removeFirst();
      }
    }
  }

  @Override
  public String toString() {
    double low = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double high = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (double value : values) {
      double share = high > low ? (value - low) / (high - low) : 0;
      line.append(LEVELS.charAt((int) Math.round(share * (LEVELS.length() - 1))));
    }
    return line.toString();
  }
}
