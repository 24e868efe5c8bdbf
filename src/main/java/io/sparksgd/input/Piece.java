package io.sparksgd.input;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;

/** Some rows of a block set, in the shuffle to their partition. */
final class Piece implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long first;

  /** Null when the rows are consecutive. */
  private final int[] offsets;

  final RowBlock block;

  /**
   * Consecutive rows.
   *
   * @param firstRow index of the first one in the block set
   */
  Piece(long firstRow, RowBlock block) {
    this(firstRow, null, block);
  }

  /**
   * Rows whose indices in the block set are {@code first + offsets[row]}.
   *
   * @param first index of the first row of their partition
   */
  Piece(long first, int[] offsets, RowBlock block) {
    this.first = first;
    this.offsets = offsets;
    this.block = block;
  }

  /** Index of a row in the block set. */
  long index(int row) {
    return first + (offsets == null ? row : offsets[row]);
  }
}
