package io.sparksgd.schedule;

import java.util.Objects;

/**
 * When and how {@link ReduceOnPlateau} reduces.
 *
 * @param factor multiplies the learning rate; above 0, below 1
 * @param patience observations in a row that may be bad before a reduction
 * @param threshold how much better than the best an observation must be, in the sense of {@code
 *     thresholdMode}
 * @param cooldown observations after a reduction that do not count as bad
 * @param minimum learning rate that is not undercut
 */
public record PlateauSettings(
    double factor,
    int patience,
    double threshold,
    ThresholdMode thresholdMode,
    int cooldown,
    double minimum) {

  /** What a threshold is measured in. */
  public enum ThresholdMode {
    /**
     * Better means below {@code best - |best| * threshold}, or above {@code best + |best| *
     * threshold}.
     */
    RELATIVE,
    /** Better means below {@code best - threshold}, or above {@code best + threshold}. */
    ABSOLUTE,
    /**
     * PyTorch's {@code rel}: better means below {@code best * (1 - threshold)}, or above {@code
     * best * (1 + threshold)}. The same as {@link #RELATIVE} for a positive best value; with a
     * negative one, even values that are a little worse are better, and nothing is ever reduced.
     */
    PYTORCH_RELATIVE
  }

  public PlateauSettings {
    check(factor > 0 && factor < 1, "factor", factor, "above 0, below 1");
    check(patience >= 0, "patience", patience, "0 or more");
    check(threshold >= 0 && Double.isFinite(threshold), "threshold", threshold, "0 or more");
    Objects.requireNonNull(thresholdMode, "thresholdMode");
    check(cooldown >= 0, "cooldown", cooldown, "0 or more");
    check(minimum >= 0 && Double.isFinite(minimum), "minimum", minimum, "0 or more");
  }

  private static void check(boolean allowed, String name, Object value, String range) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (allowed: " + range + ")");
    }
  }
}
