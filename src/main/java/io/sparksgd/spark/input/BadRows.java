package io.sparksgd.spark.input;

/** What happens to rows that cannot be used. */
public enum BadRows {
  /** The first one ends the reading. */
  FAIL,
  /** They are left out and counted. */
  DROP,
  /** They are left out, counted, and written with their reasons to a directory. */
  QUARANTINE
}
