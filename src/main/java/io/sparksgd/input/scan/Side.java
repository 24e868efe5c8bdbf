package io.sparksgd.input.scan;

/** The two parts of a split input: training and validation. */
public enum Side {
  TRAIN,
  VALIDATION
}
