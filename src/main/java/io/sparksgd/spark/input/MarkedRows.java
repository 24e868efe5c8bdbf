package io.sparksgd.spark.input;

/** The rows that a column marks as validation rows, or the others. */
final class MarkedRows implements RowChoice {
  private static final long serialVersionUID = 1L;

  private final Side side;

  MarkedRows(Side side) {
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
