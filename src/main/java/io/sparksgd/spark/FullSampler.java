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
  void forEachBlock(long microBatch, long firstRow, BlockPartition partition, BlockRows receiver) {
    for (int block = 0; block < partition.blocks(); block++) {
      receiver.accept(partition.block(block), RowSelection.range(0, partition.block(block).rows()));
    }
  }
}
