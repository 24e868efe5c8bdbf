package io.sparksgd.sample;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.ReadAhead;
import io.sparksgd.math.CounterRandom;

/**
 * Every row is in a micro-batch with probability {@code fraction}, independent of all others. The
 * gaps between chosen rows are drawn from a geometric distribution, so that the cost depends on the
 * number of chosen rows, not of all rows. The gaps restart at fixed chunks of the global rows, so
 * that the choice does not depend on the partitions.
 */
public final class BernoulliSampler extends Sampler {
  private static final long serialVersionUID = 1L;
  private static final long STREAM = 0x4245524eL;

  /** Rows between two restarts. */
  private static final long CHUNK = 1 << 16;

  private final long rows;
  private final double fraction;
  private final long seed;

  public BernoulliSampler(long rows, double fraction, long seed) {
    this.rows = rows;
    this.fraction = fraction;
    this.seed = seed;
  }

  @Override
  public double expectedRows() {
    return rows * fraction;
  }

  @Override
  public void draw(
      long first, long microBatches, long firstRow, BlockPartition partition, BatchRows receiver) {
    Picked picked = new Picked();
    long end = firstRow + partition.rows();
    for (long microBatch = first; microBatch < first + microBatches; microBatch++) {
      picked.clear();
      for (long chunk = firstRow / CHUNK; chunk * CHUNK < end; chunk++) {
        pickChunk(microBatch, chunk, firstRow, end, picked);
      }
      receiver.ahead(partition, picked.offsets(), 0, Math.min(picked.count(), ReadAhead.ROWS));
      passOn(picked.offsets(), 0, picked.count(), partition, receiver);
    }
  }

  private void pickChunk(long microBatch, long chunk, long firstRow, long end, Picked picked) {
    long chunkSeed = CounterRandom.bits(seed, STREAM, microBatch);
    long chunkEnd = Math.min(end, (chunk + 1) * CHUNK);
    // log(1 - fraction), exact for small fractions; -Infinity for 1, where every gap is 0.
    double logMiss = Math.log1p(-fraction);
    long draw = 0;
    double row = chunk * (double) CHUNK - 1;
    while (true) {
      double uniform = CounterRandom.uniform(chunkSeed, chunk, draw++);
      row += 1 + Math.floor(Math.log1p(-uniform) / logMiss);
      if (row >= chunkEnd) {
        return;
      }
      if (row >= firstRow) {
        picked.add(0, (int) ((long) row - firstRow));
      }
    }
  }
}
