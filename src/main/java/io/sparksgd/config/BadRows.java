package io.sparksgd.config;

/** What happens to rows that cannot be used. */
public enum BadRows {
  /** The first one ends the reading. */
  FAIL,
  /** They are left out and counted. */
  DROP,
  /** They are left out, counted and written to a folder beside the output. */
  QUARANTINE
}
