package io.sparksgd.input.scan;

import io.sparksgd.input.format.SegmentCounts;
import java.io.Serializable;

/** Which rows of the input belong to a block set. */
public interface RowChoice extends Serializable {

  /**
   * Whether a row belongs to it.
   *
   * @param row index of the row in the whole input
   * @param marked whether the row is marked as a validation row
   */
  boolean takes(long row, boolean marked);

  /**
   * How many rows of a file split belong to it.
   *
   * @param firstRow index of the split's first row in the whole input
   */
  long count(long firstRow, SegmentCounts segment);
}
