package io.sparksgd.sample;

import io.sparksgd.math.CounterRandom;

/** Every draw picks each row with the same probability, independent of earlier draws. */
public final class ReplacementSampler extends PositionSampler {
  private static final long serialVersionUID = 1L;

  /** Keeps these numbers apart from the ones that other samplers draw from the same seed. */
  private static final long STREAM = 0x5245504cL;

  private final long rows;
  private final long seed;

  public ReplacementSampler(long rows, long size, long end, long seed) {
    super(size, end);
    this.rows = rows;
    this.seed = seed;
  }

  @Override
  public long rowAt(long position) {
    return CounterRandom.below(seed, STREAM, position, rows);
  }

  @Override
  void pick(long from, long to, long firstRow, int partitionRows, long origin, Picked picked) {
    pickByPosition(from, to, firstRow, partitionRows, origin, picked);
  }
}
