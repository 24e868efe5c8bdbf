package io.sparksgd.plan;

import io.sparksgd.sample.PositionSampler;
import io.sparksgd.sample.Sampler;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Decides which partitions take part in a round. A batch of a few rows over hundreds of partitions
 * touches few of them, and the others get no task.
 */
public final class PartitionChoice {
  /**
   * Up to this many rows a partition, finding the rows on the driver is cheaper than starting a
   * task.
   */
  public static final int ROWS_PER_PARTITION = 4;

  private PartitionChoice() {}

  /**
   * The ids, rising, of the partitions that may hold rows of a round.
   *
   * @param firstRows global index of each partition's first row, and after the last the row count
   */
  public static int[] holding(Sampler sampler, Round round, long[] firstRows) {
    int partitions = firstRows.length - 1;
    if (sampler instanceof PositionSampler positions) {
      long from = positions.position(round.firstMicroBatch());
      long to = positions.position(round.firstMicroBatch() + round.microBatches());
      if (to - from <= (long) partitions * ROWS_PER_PARTITION) {
        BitSet needed = new BitSet(partitions);
        for (long position = from; position < to; position++) {
          needed.set(partitionOf(positions.rowAt(position), firstRows));
        }
        return needed.stream().toArray();
      }
    }
    return IntStream.range(0, partitions).filter(p -> firstRows[p] < firstRows[p + 1]).toArray();
  }

  private static int partitionOf(long row, long[] firstRows) {
    int found = Arrays.binarySearch(firstRows, row);
    int partition = found >= 0 ? found : -found - 2;
    // Empty partitions begin where their neighbour does, so the last one of them has the row.
    while (partition + 1 < firstRows.length - 1 && firstRows[partition + 1] <= row) {
      partition++;
    }
    return partition;
  }
}
