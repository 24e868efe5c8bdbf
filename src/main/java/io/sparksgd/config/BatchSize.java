package io.sparksgd.config;

/** How many rows a micro-batch has. */
public sealed interface BatchSize {
  /** All of them. */
  record Full() implements BatchSize {}

  /** Exactly this many. */
  record Rows(long rows) implements BatchSize {}

  /** Each row with this probability. */
  record Fraction(double fraction) implements BatchSize {}
}
