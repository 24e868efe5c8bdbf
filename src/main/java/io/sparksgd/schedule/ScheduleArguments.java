package io.sparksgd.schedule;

/** Checks of settings, with one wording for all. */
final class ScheduleArguments {
  private ScheduleArguments() {}

  static void atLeast(String name, long value, long least) {
    check(value >= least, name, value, least + " or more");
  }

  static void fraction(String name, double value) {
    check(value >= 0 && value <= 1, name, value, "from 0 to 1");
  }

  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "a number from 0");
  }

  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "a number above 0");
  }

  /** A rate that a schedule falls to: not above the one that it falls from. */
  static void minimum(double value, double learningRate) {
    check(value <= learningRate, "minimum", value, "up to the learning rate, " + learningRate);
  }

  /**
   * The length of a schedule: its own, or the run's where it has none.
   *
   * @throws IllegalArgumentException if both are unknown
   */
  static double length(String kind, long steps, long totalUpdates) {
    if (steps == 0 && totalUpdates == 0) {
      throw new OpenLengthException(kind);
    }
    return steps == 0 ? totalUpdates : steps;
  }

  /** What is left of a run after some updates; at least 1, and 0 when the run's length is open. */
  static long rest(long totalUpdates, long used) {
    return totalUpdates == 0 ? 0 : Math.max(1, totalUpdates - used);
  }

  private static void check(boolean allowed, String name, Object value, String range) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (allowed: " + range + ")");
    }
  }
}
