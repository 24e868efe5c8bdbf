package io.sparksgd.optim;

/** Checks of settings, with one wording for all. */
final class RuleArguments {
  private RuleArguments() {}

  /** From 0 to below 1: a decay rate. */
  static void decayRate(String name, double value) {
    check(value >= 0 && value < 1, name, value, "from 0 to below 1");
  }

  /** Above 0 and below 1. */
  static void between(String name, double value) {
    check(value > 0 && value < 1, name, value, "between 0 and 1");
  }

  /** A finite number from 0. */
  static void notNegative(String name, double value) {
    check(value >= 0 && value < Double.POSITIVE_INFINITY, name, value, "a number from 0");
  }

  /** A finite number above 0. */
  static void positive(String name, double value) {
    check(value > 0 && value < Double.POSITIVE_INFINITY, name, value, "a number above 0");
  }

  private static void check(boolean allowed, String name, double value, String range) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + value + " (allowed: " + range + ")");
    }
  }
}
