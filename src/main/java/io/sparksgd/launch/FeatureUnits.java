package io.sparksgd.launch;

/** The units that a training measures features in. A model always has those of the data. */
public enum FeatureUnits {
  /** As the rows have them. */
  DATA,
  /** Features are divided by their standard deviations; the packed rows are replaced. */
  STANDARDIZED
}
