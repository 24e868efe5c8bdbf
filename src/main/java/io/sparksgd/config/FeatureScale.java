package io.sparksgd.config;

/** What happens to the features of a training. A model always has the units of the data. */
public enum FeatureScale {
  /** They stay as they are. */
  NONE,
  /**
   * {@link #STANDARD} for features that are not 0 in more than half of the training rows, by
   * weight; the others stay as they are.
   */
  AUTO,
  /** {@code x / s}, with the standard deviation of the training rows. */
  DEVIATION,
  /** {@code (x - mean) / s}. */
  STANDARD
}
