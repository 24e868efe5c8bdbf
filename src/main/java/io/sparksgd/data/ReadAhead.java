package io.sparksgd.data;

import java.util.List;

/**
 * Reads rows drawn at random together, before they are computed one after the other: see {@link
 * RowBlock#touch}. Not thread-safe.
 */
public final class ReadAhead {
  /**
   * Number of rows to read ahead: enough to overlap the waiting, few enough to stay in the cache.
   */
  public static final int ROWS = 256;

  /**
   * Rows of larger selections than this share of a block are close together anyway, and are not
   * read ahead.
   */
  private static final int SPARSE_FROM = 4;

  /** Written only: reads whose sum ends here are not left out. */
  @SuppressWarnings("unused")
  private static volatile long seen;

  private long read;

  /** Reads a row. */
  public void row(RowBlock block, int row) {
    read += block.touch(row);
  }

  /** After the last row. */
  public void done() {
    seen = read;
  }

  /**
   * Reads selected rows of some blocks, about {@value #ROWS} or to the end of the lists.
   *
   * @param first the block to begin with
   * @return the block after the last one
   */
  public static int from(int first, List<RowBlock> blocks, List<RowSelection> rows) {
    ReadAhead ahead = new ReadAhead();
    int end = first;
    for (int count = 0; end < blocks.size() && count < ROWS; end++) {
      ahead.rows(blocks.get(end), rows.get(end));
      count += rows.get(end).size();
    }
    ahead.done();
    return end;
  }

  private void rows(RowBlock block, RowSelection rows) {
    if ((long) rows.size() * SPARSE_FROM > block.rows()) {
      return;
    }
    for (int i = 0; i < rows.size(); i++) {
      row(block, rows.row(i));
    }
  }
}
