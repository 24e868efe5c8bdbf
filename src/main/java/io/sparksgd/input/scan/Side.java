package io.sparksgd.input.scan;

/** The two parts of an input that is split. */
public enum Side {
  TRAIN,
  VALIDATION
}
