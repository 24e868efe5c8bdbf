package io.sparksgd.spark.input;

import io.sparksgd.data.RowBlock;
import java.io.Serializable;

/** Consecutive rows of a block set on their way to their partition. */
final class Piece implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Index of the first row in the block set. */
  final long firstRow;

  final RowBlock block;

  Piece(long firstRow, RowBlock block) {
    this.firstRow = firstRow;
    this.block = block;
  }
}
