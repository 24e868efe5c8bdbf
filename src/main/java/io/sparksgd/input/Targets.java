package io.sparksgd.input;

import java.io.Serializable;

/**
 * Contiguous partitions of equal size: the first {@code rows % partitions} of them have one row
 * more.
 */
public final class Targets implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long rows;
  private final int partitions;

  public Targets(long rows, int partitions) {
    this.rows = rows;
    this.partitions = partitions;
  }

  int partitions() {
    return partitions;
  }

  /** Index of the first row of a partition. */
  public long firstRow(int partition) {
    return partition * (rows / partitions) + Math.min(partition, rows % partitions);
  }

  /** The partition that holds a row. */
  public int partitionOf(long row) {
    long small = rows / partitions;
    long longer = rows % partitions;
    long boundary = longer * (small + 1);
    return (int) (row < boundary ? row / (small + 1) : longer + (row - boundary) / small);
  }
}
