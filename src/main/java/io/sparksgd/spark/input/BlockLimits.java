package io.sparksgd.spark.input;

import io.sparksgd.data.BlockBuilder;

/**
 * How large a block grows: its arrays have at most half a MiB, unless they hold zeros or a very
 * wide row, and it has not too many rows. Larger arrays would be humongous objects in small heaps,
 * which the G1 collector rounds up to whole regions. Forms that take fewer bytes get no more
 * values, so that the precision does not change where blocks end.
 */
final class BlockLimits {
  static final int ROWS = 4096;
  static final int VALUES = 64_000;

  private BlockLimits() {}

  static boolean isFull(BlockBuilder builder) {
    return builder.rows() >= ROWS || builder.storedValues() >= VALUES;
  }
}
