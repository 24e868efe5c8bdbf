package io.sparksgd.sample;

import io.sparksgd.math.Permutation;

/**
 * Each row is used exactly once an epoch: position {@code s} of the stream is the row at place
 * {@code s mod rows} of epoch {@code s / rows}. There is no table. A partition maps either the
 * batch's positions to rows, or its own rows back to places, whichever are fewer.
 */
abstract class EpochSampler extends PositionSampler {
  private static final long serialVersionUID = 1L;

  /** Positions that are looked at for each row: they come in order, a partition's rows do not. */
  private static final int IN_ORDER = 2;

  final long rows;
  final long seed;
  private transient Permutation order;
  private transient long orderEpoch;

  EpochSampler(long rows, long size, long end, long seed) {
    super(size, end);
    this.rows = rows;
    this.seed = seed;
  }

  /** The things that an epoch puts into an order: rows, or blocks of rows. */
  abstract long elements();

  /** Called when another epoch's {@link #order} was asked for. */
  void begin(long epoch) {}

  /** The order of an epoch: a function of seed and epoch. */
  final Permutation order(long epoch) {
    if (order == null || orderEpoch != epoch) {
      order = new Permutation(elements(), seed, epoch);
      orderEpoch = epoch;
      begin(epoch);
    }
    return order;
  }

  /** The row at a place of an epoch. */
  abstract long row(long epoch, long place);

  /** The place of a row in an epoch. */
  abstract long place(long epoch, long row);

  /** The rows at consecutive places of an epoch. */
  void rows(long epoch, long from, long[] found, int count) {
    for (int i = 0; i < count; i++) {
      found[i] = row(epoch, from + i);
    }
  }

  /** The places of consecutive rows in an epoch. */
  void places(long epoch, long from, long[] found, int count) {
    for (int i = 0; i < count; i++) {
      found[i] = place(epoch, from + i);
    }
  }

  @Override
  public final long rowAt(long position) {
    return row(position / rows, position % rows);
  }

  @Override
  final void rowsAt(long from, long[] found, int count) {
    rows(from / rows, from % rows, found, count);
  }

  @Override
  final void pick(
      long from, long to, long firstRow, int partitionRows, long origin, Picked picked) {
    for (long start = from; start < to; ) {
      long epoch = start / rows;
      long stop = Math.min(to, (epoch + 1) * rows);
      if (stop - start <= (long) IN_ORDER * partitionRows) {
        pickByPosition(start, stop, firstRow, partitionRows, origin, picked);
      } else {
        pickByRow(start, stop, epoch, firstRow, partitionRows, origin, picked);
      }
      start = stop;
    }
  }

  private void pickByRow(
      long from,
      long to,
      long epoch,
      long firstRow,
      int partitionRows,
      long origin,
      Picked picked) {
    long[] positions = new long[TOGETHER];
    int count;
    for (int first = 0; first < partitionRows; first += count) {
      count = Math.min(TOGETHER, partitionRows - first);
      places(epoch, firstRow + first, positions, count);
      for (int i = 0; i < count; i++) {
        long position = epoch * rows + positions[i];
        if (position >= from && position < to) {
          picked.add(microBatchOf(position, origin), first + i);
        }
      }
    }
  }
}
