package io.sparksgd.input;

import io.sparksgd.input.blocks.BlockSet;

/** Labelled rows, packed and persisted until {@link #close}. */
public final class LabelledInput implements AutoCloseable {
  private final BlockSet rows;
  private final long badRows;

  LabelledInput(BlockSet rows, long badRows) {
    this.rows = rows;
    this.badRows = badRows;
  }

  /** The rows. */
  public BlockSet rows() {
    return rows;
  }

  /** Rows that were left out. */
  public long badRows() {
    return badRows;
  }

  @Override
  public void close() {
    rows.close();
  }
}
