package io.sparksgd.spark;

import io.sparksgd.spark.input.BlockPartition;
import java.util.Arrays;

/**
 * Draws batches of an exact size from an endless stream of rows: micro-batch {@code m} has the
 * positions {@code m * size} to {@code (m + 1) * size - 1} of the stream. A batch may begin in one
 * epoch and end in the next; the stream may have an end, so that a run uses each row exactly as
 * often as its epochs say.
 */
abstract class PositionSampler extends Sampler {
  private static final long serialVersionUID = 1L;

  private final long size;
  private final long end;

  /**
   * A sampler of micro-batches of {@code size} rows.
   *
   * @param end length of the stream
   */
  PositionSampler(long size, long end) {
    this.size = size;
    this.end = end;
  }

  @Override
  final double expectedRows() {
    return size;
  }

  /** The position after the last one of micro-batches before {@code microBatch}. */
  final long position(long microBatch) {
    return microBatch >= end / size + 1 ? end : Math.min(end, microBatch * size);
  }

  /** The global row at a position of the stream. */
  abstract long rowAt(long position);

  /**
   * Finds the offsets, from {@code firstRow}, of the rows at positions {@code from} to {@code to}
   * that lie in {@code [firstRow, firstRow + rows)}.
   *
   * @return the offsets, in no particular order
   */
  abstract Picked pick(long from, long to, long firstRow, int rows);

  @Override
  final void forEachBlock(
      long microBatch, long firstRow, BlockPartition partition, BlockRows receiver) {
    Picked picked =
        pick(position(microBatch), position(microBatch + 1), firstRow, partition.rows());
    forEachBlock(picked.offsets(), picked.count(), partition, receiver);
  }

  /** Adds the rows of positions {@code from} to {@code to} by looking at each position. */
  final void pickByPosition(long from, long to, long firstRow, int rows, Picked picked) {
    for (long position = from; position < to; position++) {
      long offset = rowAt(position) - firstRow;
      if (offset >= 0 && offset < rows) {
        picked.add((int) offset);
      }
    }
  }

  /** A growing list of offsets. */
  static final class Picked {
    private int[] offsets = new int[64];
    private int count;

    void add(int offset) {
      if (count == offsets.length) {
        offsets = Arrays.copyOf(offsets, count * 2);
      }
      offsets[count++] = offset;
    }

    int[] offsets() {
      return offsets;
    }

    int count() {
      return count;
    }
  }
}
