package io.sparksgd.spark;

import io.sparksgd.math.Permutation;

/**
 * Each row exactly once an epoch, in an order that the seed and the epoch decide: position {@code
 * s} of the stream is row {@code permutation(s / rows).apply(s mod rows)}. No table is kept: a
 * partition either maps the batch's positions to rows, or its own rows back to positions, whichever
 * are fewer.
 */
final class ShuffleSampler extends PositionSampler {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final long seed;
  private transient Permutation permutation;
  private transient long permutationEpoch;

  ShuffleSampler(long rows, long size, long end, long seed) {
    super(size, end);
    this.rows = rows;
    this.seed = seed;
  }

  @Override
  long rowAt(long position) {
    return permutation(position / rows).apply(position % rows);
  }

  @Override
  void pick(long from, long to, long firstRow, int partitionRows, long origin, Picked picked) {
    for (long start = from; start < to; ) {
      long epoch = start / rows;
      long stop = Math.min(to, (epoch + 1) * rows);
      if (stop - start <= partitionRows) {
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
    Permutation order = permutation(epoch);
    for (int offset = 0; offset < partitionRows; offset++) {
      long position = epoch * rows + order.invert(firstRow + offset);
      if (position >= from && position < to) {
        picked.add(microBatchOf(position, origin), offset);
      }
    }
  }

  private Permutation permutation(long epoch) {
    if (permutation == null || permutationEpoch != epoch) {
      permutation = new Permutation(rows, seed, epoch);
      permutationEpoch = epoch;
    }
    return permutation;
  }
}
