package io.sparksgd.sample;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.RisingOrder;
import java.io.Serializable;

/**
 * Decides which rows a micro-batch uses. The decision is a pure function of the seed, the
 * micro-batch's number and the row. So a retried task draws the same rows, and every partition
 * finds its own rows of the global batch without communication.
 */
public abstract class Sampler implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Receives the rows of micro-batches, block by block. */
  public interface BatchRows {
    /**
     * Announces the rows that {@link #rows} passes on next, so that the receiver may read them
     * ahead.
     *
     * @param offsets the rows' offsets in the partition are the elements {@code from} to {@code to}
     */
    void ahead(BlockPartition partition, int[] offsets, int from, int to);

    /** Some rows of the current micro-batch, all in one block. */
    void rows(RowBlock block, RowSelection rows);

    /** The current micro-batch has no more rows here. */
    void endOfMicroBatch();
  }

  /** Rows that a micro-batch is expected to have. */
  public abstract double expectedRows();

  /** Whether this micro-batch and all later ones have no rows. */
  public boolean isOver(long microBatch) {
    return false;
  }

  /** Whether these micro-batches have fewer rows than usual, because the stream ends here. */
  public boolean endsWithin(long first, long microBatches) {
    return false;
  }

  /**
   * Passes on the rows that a partition holds of consecutive micro-batches: one after the other,
   * each block by block, in rising order.
   *
   * @param first number of the first micro-batch since the run began
   * @param firstRow global index of the partition's first row
   */
  public abstract void draw(
      long first, long microBatches, long firstRow, BlockPartition partition, BatchRows receiver);

  /**
   * Passes on the rows of one micro-batch, given by their offsets in the partition.
   *
   * @param offsets the offsets {@code from} to {@code to}; sorted and overwritten here
   */
  static void passOn(
      int[] offsets, int from, int to, BlockPartition partition, BatchRows receiver) {
    if (to - from > 1) {
      RisingOrder.sort(offsets, from, to);
    }
    int next = from;
    while (next < to) {
      int block = partition.blockOf(offsets[next]);
      int first = partition.firstRow(block);
      int end = partition.firstRow(block + 1);
      int start = next;
      while (next < to && offsets[next] < end) {
        offsets[next] -= first;
        next++;
      }
      receiver.rows(partition.block(block), RowSelection.of(offsets, start, next));
    }
    receiver.endOfMicroBatch();
  }
}
