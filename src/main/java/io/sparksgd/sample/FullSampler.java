package io.sparksgd.sample;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowSelection;

/** Every micro-batch has all rows, as in classical gradient descent. */
public final class FullSampler extends Sampler {
  private static final long serialVersionUID = 1L;

  private final long rows;

  public FullSampler(long rows) {
    this.rows = rows;
  }

  @Override
  public double expectedRows() {
    return rows;
  }

  @Override
  public void draw(
      long first, long microBatches, long firstRow, BlockPartition partition, BatchRows receiver) {
    for (long i = 0; i < microBatches; i++) {
      for (int block = 0; block < partition.blocks(); block++) {
        receiver.rows(partition.block(block), RowSelection.range(0, partition.block(block).rows()));
      }
      receiver.endOfMicroBatch();
    }
  }
}
