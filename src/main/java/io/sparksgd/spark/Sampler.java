package io.sparksgd.spark;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.spark.input.BlockPartition;
import java.io.Serializable;
import java.util.Arrays;

/**
 * Decides which rows a micro-batch uses: a pure function of the seed, the micro-batch's number and
 * the row, so that a retried task draws the same rows, and so that every partition finds its own
 * rows of the one global batch without asking anybody.
 */
abstract class Sampler implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Receives some rows of one block. */
  @FunctionalInterface
  interface BlockRows {
    void accept(RowBlock block, RowSelection rows);
  }

  /** Rows that a micro-batch is expected to have. */
  abstract double expectedRows();

  /**
   * Passes on the rows that a partition holds of a micro-batch, block by block, in rising order.
   *
   * @param microBatch number of the micro-batch since the run began
   * @param firstRow global index of the partition's first row
   */
  abstract void forEachBlock(
      long microBatch, long firstRow, BlockPartition partition, BlockRows receiver);

  /**
   * Passes on rows given by their offsets in the partition.
   *
   * @param offsets {@code count} offsets; sorted and overwritten here
   */
  static void forEachBlock(int[] offsets, int count, BlockPartition partition, BlockRows receiver) {
    Arrays.sort(offsets, 0, count);
    int from = 0;
    while (from < count) {
      int block = partition.blockOf(offsets[from]);
      int first = partition.firstRow(block);
      int end = partition.firstRow(block + 1);
      int to = from;
      while (to < count && offsets[to] < end) {
        offsets[to] -= first;
        to++;
      }
      receiver.accept(partition.block(block), RowSelection.of(offsets, from, to));
      from = to;
    }
  }
}
