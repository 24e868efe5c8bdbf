package io.sparksgd.spark;

import io.sparksgd.math.Permutation;

/** Each row exactly once an epoch, in an order that the seed and the epoch decide. */
final class ShuffleSampler extends EpochSampler {
  private static final long serialVersionUID = 1L;

  private final long seed;
  private transient Permutation permutation;
  private transient long permutationEpoch;

  ShuffleSampler(long rows, long size, long end, long seed) {
    super(rows, size, end);
    this.seed = seed;
  }

  @Override
  long row(long epoch, long place) {
    return permutation(epoch).apply(place);
  }

  @Override
  long place(long epoch, long row) {
    return permutation(epoch).invert(row);
  }

  private Permutation permutation(long epoch) {
    if (permutation == null || permutationEpoch != epoch) {
      permutation = new Permutation(rows, seed, epoch);
      permutationEpoch = epoch;
    }
    return permutation;
  }
}
