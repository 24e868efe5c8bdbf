package io.sparksgd.spark.input;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;
import java.util.BitSet;

/** Consecutive rows of one file split, packed; with their counts and the first bad row there. */
final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  final SegmentCounts counts;
  final RowBlock block;

  /** Rows of the block that are marked as validation rows. */
  final BitSet validation;

  /** Null when no row is bad. */
  final BadRow bad;

  Chunk(SegmentCounts counts, RowBlock block, BitSet validation, BadRow bad) {
    this.counts = counts;
    this.block = block;
    this.validation = validation;
    this.bad = bad;
  }
}
