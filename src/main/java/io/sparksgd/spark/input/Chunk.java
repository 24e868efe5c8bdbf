package io.sparksgd.spark.input;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;

/** Consecutive rows of one file split, packed; with their counts and the first bad row there. */
final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  final SegmentCounts counts;
  final RowBlock block;

  /** By row: whether it is marked as a validation row; null when none is. */
  private final boolean[] marks;

  /** Null when no row is bad. */
  final BadRow bad;

  Chunk(SegmentCounts counts, RowBlock block, boolean[] marks, BadRow bad) {
    this.counts = counts;
    this.block = block;
    this.marks = marks;
    this.bad = bad;
  }

  /** Whether a row of the block is marked as a validation row. */
  boolean isMarked(int row) {
    return marks != null && marks[row];
  }
}
