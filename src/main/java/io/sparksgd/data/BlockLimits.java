package io.sparksgd.data;

/**
 * The limits of a block. Its arrays have at most half a MiB, unless they hold zeros or a very wide
 * row, and its rows are limited, too. Larger arrays would be humongous objects in small heaps,
 * which the G1 collector rounds up to whole regions. Forms that take fewer bytes have the same
 * limit of values, so that the precision does not change where blocks end.
 */
public final class BlockLimits {
  public static final int ROWS = 4096;
  static final int VALUES = 64_000;

  private BlockLimits() {}

  public static boolean isFull(BlockBuilder builder) {
    return builder.rows() >= ROWS || builder.storedValues() >= VALUES;
  }
}
