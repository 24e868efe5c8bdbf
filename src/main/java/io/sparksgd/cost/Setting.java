package io.sparksgd.cost;

/**
 * A setting that a job wants.
 *
 * @param name as Spark or the job file calls it
 * @param value to set
 * @param weight how much depends on it
 * @param reason for users
 */
public record Setting(String name, String value, Weight weight, String reason) {
  /** How much depends on a setting. */
  public enum Weight {
    /** The run is likely to fail without it. */
    NEEDED,
    /** The run is faster with it. */
    FASTER
  }
}
