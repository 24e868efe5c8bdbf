package io.sparksgd.input.scan;

import io.sparksgd.input.format.SegmentCounts;

/** Every row. */
public final class AllRows implements RowChoice {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean takes(long row, boolean marked) {
    return true;
  }

  @Override
  public long count(long firstRow, SegmentCounts segment) {
    return segment.rows;
  }
}
