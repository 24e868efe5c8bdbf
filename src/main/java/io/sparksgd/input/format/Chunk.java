package io.sparksgd.input.format;

import io.sparksgd.data.RowBlock;
import io.sparksgd.features.FeatureMaker;
import java.io.Serializable;

/** Consecutive rows of one file split, packed, with their counts and their first bad row. */
public final class Chunk implements Serializable {
  private static final long serialVersionUID = 1L;

  public static final String[][] NO_TEXTS = {};

  public final SegmentCounts counts;
  public final RowBlock block;

  /** By row: whether it is marked as a validation row; null when none is. */
  private final boolean[] marks;

  /** Null when no row is bad. */
  public final BadRow bad;

  /** The texts of raw rows, by one-hot column; none when the rows are vectors. */
  public final String[][] texts;

  public Chunk(
      SegmentCounts counts, RowBlock block, boolean[] marks, BadRow bad, String[][] texts) {
    this.counts = counts;
    this.texts = texts;
    this.block = block;
    this.marks = marks;
    this.bad = bad;
  }

  /** This chunk of raw rows with the vectors that are made of them. */
  Chunk made(FeatureMaker maker) {
    return new Chunk(counts, maker.block(block, texts), marks, bad, NO_TEXTS);
  }

  /** Whether a row of the block is marked as a validation row. */
  public boolean isMarked(int row) {
    return marks != null && marks[row];
  }
}
