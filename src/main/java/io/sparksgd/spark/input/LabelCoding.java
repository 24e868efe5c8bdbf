package io.sparksgd.spark.input;

/** From the labels of the source to the labels of the blocks. */
enum LabelCoding {
  /** As they are. */
  UNCHANGED,
  /** -1 becomes 0. */
  NEGATIVE_ONE_IS_ZERO;

  double code(double label) {
    return this == NEGATIVE_ONE_IS_ZERO && label == -1 ? 0 : label;
  }
}
