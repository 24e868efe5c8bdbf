package io.sparksgd.input.scan;

/** Maps the labels of the source to the labels of the blocks. */
public enum LabelCoding {
  /** Labels stay as they are. */
  UNCHANGED,
  /** -1 becomes 0. */
  NEGATIVE_ONE_IS_ZERO;

  public double code(double label) {
    return this == NEGATIVE_ONE_IS_ZERO && label == -1 ? 0 : label;
  }
}
