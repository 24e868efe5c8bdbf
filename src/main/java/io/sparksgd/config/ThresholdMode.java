package io.sparksgd.config;

/** What the threshold of a plateau is measured in. */
public enum ThresholdMode {
  /** A share of the best value's magnitude. */
  RELATIVE,
  /** The metric itself. */
  ABSOLUTE,
  /** PyTorch's {@code rel}, which takes any value for an improvement on a negative best one. */
  PYTORCH_RELATIVE
}
