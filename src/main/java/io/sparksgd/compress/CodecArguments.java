package io.sparksgd.compress;

/** Checks of settings, with one wording for all. */
final class CodecArguments {
  private CodecArguments() {}

  static void atLeastOne(String name, int value) {
    check(value >= 1, name, value, "1 or more");
  }

  /** Above 0, up to 1. */
  static void share(String name, double value) {
    check(value > 0 && value <= 1, name, value, "a number above 0, up to 1");
  }

  /** A finite number above 0. */
  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "a number above 0");
  }

  /** This share of a number of values, rounded, but at least one if there are any. */
  static int count(double share, int size) {
    return (int) Math.min(size, Math.max(1, Math.round(share * size)));
  }

  private static void check(boolean allowed, String name, Number value, String range) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (allowed: " + range + ")");
    }
  }
}
