package io.sparksgd.data;

/** Some rows of one block: a range, or a list of row numbers (which may repeat). */
public final class RowSelection {
  private final int[] rows;
  private final int from;
  private final int size;

  private RowSelection(int[] rows, int from, int size) {
    this.rows = rows;
    this.from = from;
    this.size = size;
  }

  /** The rows {@code from} (inclusive) to {@code to} (exclusive). */
  public static RowSelection range(int from, int to) {
    return new RowSelection(null, from, to - from);
  }

  /** The rows {@code rows[from], ..., rows[to - 1]}; the array is not copied. */
  public static RowSelection of(int[] rows, int from, int to) {
    return new RowSelection(rows, from, to - from);
  }

  /** Whether the rows follow each other, as {@link #range} made them. */
  public boolean isRange() {
    return rows == null;
  }

  /** Number of rows, counting repetitions. */
  public int size() {
    return size;
  }

  /** The block's row number of the {@code i}-th selected row. */
  public int row(int i) {
    return rows == null ? from + i : rows[from + i];
  }
}
