package io.sparksgd.config;

/** What the threshold of a plateau is measured in. */
public enum ThresholdMode {
  RELATIVE,
  ABSOLUTE
}
