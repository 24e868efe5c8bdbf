package io.sparksgd.input.scan;

import io.sparksgd.input.format.SegmentCounts;

/** The rows that a column marks as validation rows, or the others. */
public final class MarkedRows implements RowChoice {
  private static final long serialVersionUID = 1L;

  private final Side side;

  public MarkedRows(Side side) {
    this.side = side;
  }

  @Override
  public boolean takes(long row, boolean marked) {
    return marked == (side == Side.VALIDATION);
  }

  @Override
  public long count(long firstRow, SegmentCounts segment) {
    return side == Side.VALIDATION ? segment.validationRows : segment.rows - segment.validationRows;
  }
}
