package io.sparksgd.cost;

/**
 * A setting that a job needs or profits from.
 *
 * @param name its name in Spark or in the job file
 * @param value to set
 * @param weight its importance
 * @param reason for users
 */
public record WantedSetting(String name, String value, Weight weight, String reason) {
  /** The importance of a setting. */
  public enum Weight {
    /** The run is likely to fail without it. */
    NEEDED,
    /** The run is faster with it. */
    FASTER
  }
}
