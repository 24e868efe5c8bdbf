package io.sparksgd.spark.input;

import io.sparksgd.data.BlockBuilder;

/** How large a block grows: about one MiB, and not too many rows. */
final class BlockLimits {
  static final int ROWS = 4096;
  static final int VALUES = 128 * 1024;

  private BlockLimits() {}

  static boolean isFull(BlockBuilder builder) {
    return builder.rows() >= ROWS || builder.storedValues() >= VALUES;
  }
}
