package io.sparksgd.search;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.Permutation;
import io.sparksgd.spark.PartitionJob;
import java.util.Arrays;
import java.util.List;

/** A random sample of packed rows, in random order, on the driver. */
final class Sample {
  /** Tells the order of a sample from those of the epochs of a training. */
  private static final long STREAM = -1;

  private Sample() {}

  /**
   * Draws rows: the same ones whatever the partitions, because only a row's index counts.
   *
   * @param most number of rows
   */
  static RowBlock of(BlockSet set, long most, long seed) {
    int count = (int) Math.min(most, set.rows());
    Permutation order = new Permutation(set.rows(), seed, STREAM);
    long[] firstRows = new long[set.partitions() + 1];
    for (int p = 0; p < firstRows.length; p++) {
      firstRows[p] = set.firstRow(p);
    }
    List<RowBlock> parts =
        PartitionJob.run(set.rdd(), new PickRows(order, count, firstRows), RowBlock.class);
    return ordered(parts, order, count);
  }

  /** The rows in the order of their places; parts have them in the order of the set. */
  private static RowBlock ordered(List<RowBlock> parts, Permutation order, int count) {
    int[] partAt = new int[count];
    int[] rowAt = new int[count];
    long[] rows = new long[count];
    for (int i = 0; i < count; i++) {
      rows[i] = order.apply(i);
    }
    long[] sorted = rows.clone();
    Arrays.sort(sorted);
    int at = 0;
    for (int p = 0; p < parts.size(); p++) {
      for (int row = 0; row < parts.get(p).rows(); row++) {
        partAt[at] = p;
        rowAt[at++] = row;
      }
    }
    BlockBuilder builder = new BlockBuilder(Precision.AUTO);
    for (long row : rows) {
      int place = Arrays.binarySearch(sorted, row);
      builder.copy(parts.get(partAt[place]), rowAt[place]);
    }
    return builder.build();
  }
}
