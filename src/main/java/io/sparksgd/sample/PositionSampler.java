package io.sparksgd.sample;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.ReadAhead;

/**
 * Draws batches of an exact size from an endless stream of rows: micro-batch {@code m} has the
 * positions {@code m * size} to {@code (m + 1) * size - 1} of the stream. A batch may begin in one
 * epoch and end in the next. The stream may have an end, so that a run uses each row exactly as
 * often as its epochs require.
 */
public abstract class PositionSampler extends Sampler {
  private static final long serialVersionUID = 1L;

  /** Positions looked at together, for each row of the partition, and at least. */
  private static final long WINDOW_PER_ROW = 4;

  private static final long LEAST_WINDOW = 1 << 16;

  /** Positions or rows that are mapped together. */
  static final int TOGETHER = 128;

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
  public final double expectedRows() {
    return size;
  }

  /** The position after the last one of micro-batches before {@code microBatch}. */
  public final long position(long microBatch) {
    return microBatch > end / size ? end : Math.min(end, microBatch * size);
  }

  @Override
  public boolean isOver(long microBatch) {
    return position(microBatch) == end;
  }

  @Override
  public boolean endsWithin(long first, long microBatches) {
    return microBatches > end / size - first;
  }

  /** The global row at a position of the stream. */
  public abstract long rowAt(long position);

  /** The global rows at consecutive positions, all in the epoch of the first one. */
  void rowsAt(long from, long[] found, int count) {
    for (int i = 0; i < count; i++) {
      found[i] = rowAt(from + i);
    }
  }

  /**
   * Finds the rows at positions {@code from} to {@code to} that lie in {@code [firstRow, firstRow +
   * rows)}, in no particular order.
   *
   * @param origin position at which micro-batch 0 of {@code picked} begins
   */
  abstract void pick(long from, long to, long firstRow, int rows, long origin, Picked picked);

  @Override
  public final void draw(
      long first, long microBatches, long firstRow, BlockPartition partition, BatchRows receiver) {
    // Works in windows, so that memory depends on the partition's rows, not on the round's length.
    long window = Math.max(1, Math.max(LEAST_WINDOW, WINDOW_PER_ROW * partition.rows()) / size);
    for (long done = 0; done < microBatches; done += window) {
      int count = (int) Math.min(window, microBatches - done);
      drawWindow(first + done, count, firstRow, partition, receiver);
    }
  }

  private void drawWindow(
      long first, int count, long firstRow, BlockPartition partition, BatchRows receiver) {
    Picked picked = new Picked();
    pick(
        position(first), position(first + count), firstRow, partition.rows(), first * size, picked);
    int[] starts = picked.group(count);
    int ahead = 0;
    for (int m = 0; m < count; m++) {
      if (starts[m + 1] > ahead) {
        int from = Math.max(ahead, starts[m]);
        ahead = Math.min(starts[count], from + ReadAhead.ROWS);
        receiver.ahead(partition, picked.offsets(), from, ahead);
      }
      passOn(picked.offsets(), starts[m], starts[m + 1], partition, receiver);
    }
  }

  /** The micro-batch of a position, counted from the one that begins at {@code origin}. */
  final int microBatchOf(long position, long origin) {
    return (int) ((position - origin) / size);
  }

  /** Adds the rows of positions {@code from} to {@code to} by looking at each position. */
  final void pickByPosition(
      long from, long to, long firstRow, int rows, long origin, Picked picked) {
    long[] found = new long[TOGETHER];
    int microBatch = microBatchOf(from, origin);
    long next = origin + (microBatch + 1L) * size;
    for (long position = from; position < to; ) {
      int count = (int) Math.min(TOGETHER, to - position);
      rowsAt(position, found, count);
      picked.reserve(count);
      for (int i = 0; i < count; i++, position++) {
        if (position == next) {
          microBatch++;
          next += size;
        }
        picked.addIfHeld(microBatch, found[i] - firstRow, rows);
      }
    }
  }
}
