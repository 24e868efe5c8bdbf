package io.sparksgd.spark;

import io.sparksgd.data.RowSelection;
import io.sparksgd.spark.input.BlockPartition;

/** Every micro-batch is all the rows: classical gradient descent. */
final class FullSampler extends Sampler {
  private static final long serialVersionUID = 1L;

  private final long rows;

  FullSampler(long rows) {
    this.rows = rows;
  }

  @Override
  double expectedRows() {
    return rows;
  }

  @Override
  void draw(
      long first, long microBatches, long firstRow, BlockPartition partition, BatchRows receiver) {
    for (long i = 0; i < microBatches; i++) {
      for (int block = 0; block < partition.blocks(); block++) {
        receiver.rows(partition.block(block), RowSelection.range(0, partition.block(block).rows()));
      }
      receiver.endOfMicroBatch();
    }
  }
}
