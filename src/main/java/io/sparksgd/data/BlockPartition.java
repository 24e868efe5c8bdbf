package io.sparksgd.data;

import java.io.Serializable;

/** The rows of one partition: blocks one after the other, and where each one starts. Immutable. */
public final class BlockPartition implements Serializable {
  private static final long serialVersionUID = 1L;

  private static final int ENTRIES_PER_BLOCK = 4;

  private final RowBlock[] blocks;

  /** Row offset of each block; one more element, the number of rows. */
  private final int[] firstRows;

  /**
   * The block of row {@code i << shift}, or an empty one at the same place; so that a look-up,
   * which sampling makes for each row, takes one step or two.
   */
  private final int[] blockAt;

  private final int shift;

  /**
   * The rows of these blocks, in this order.
   *
   * @throws IllegalArgumentException if there are more rows than an int counts
   */
  public BlockPartition(RowBlock[] blocks) {
    this.blocks = blocks.clone();
    this.firstRows = new int[blocks.length + 1];
    for (int b = 0; b < blocks.length; b++) {
      long end = firstRows[b] + (long) blocks[b].rows();
      firstRows[b + 1] = checkedRows(end);
    }
    int apart = Math.max(1, rows() / (ENTRIES_PER_BLOCK * Math.max(1, blocks.length)));
    shift = 31 - Integer.numberOfLeadingZeros(apart);
    blockAt = new int[(rows() >> shift) + 1];
    int block = 0;
    for (int i = 0; i < blockAt.length; i++) {
      while (block + 1 < blocks.length && firstRows[block + 1] <= i << shift) {
        block++;
      }
      blockAt[i] = block;
    }
  }

  /**
   * A number of rows that one partition can hold.
   *
   * @throws IllegalArgumentException if an int does not count them
   */
  public static int checkedRows(long rows) {
    if (rows > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Invalid partition: more than "
              + Integer.MAX_VALUE
              + " rows (allowed: fewer; use more partitions)");
    }
    return (int) rows;
  }

  /** A partition without rows. */
  public static BlockPartition empty() {
    return new BlockPartition(new RowBlock[0]);
  }

  /** Number of rows. */
  public int rows() {
    return firstRows[blocks.length];
  }

  /** Number of blocks. */
  public int blocks() {
    return blocks.length;
  }

  /** The {@code b}-th block. */
  public RowBlock block(int b) {
    return blocks[b];
  }

  /** Row offset of block {@code b} in this partition; {@code firstRow(blocks()) == rows()}. */
  public int firstRow(int b) {
    return firstRows[b];
  }

  /**
   * The block that holds a row.
   *
   * @param row offset in this partition
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public int blockOf(int row) {
    if (row < 0 || row >= rows()) {
      throw new IndexOutOfBoundsException(
          "Invalid row: " + row + " (allowed: 0 .. " + (rows() - 1) + ")");
    }
    int block = blockAt[row >> shift];
    while (firstRows[block + 1] <= row) {
      block++;
    }
    return block;
  }

  /** Bytes of the blocks' arrays. */
  public long bytes() {
    long bytes = 4L * (firstRows.length + blockAt.length);
    for (RowBlock block : blocks) {
      bytes += block.bytes();
    }
    return bytes;
  }

  /** Stored feature values. */
  public long storedValues() {
    long stored = 0;
    for (RowBlock block : blocks) {
      stored += block.storedValues();
    }
    return stored;
  }

  /** 1 + the largest feature index; 0 without rows. */
  public int features() {
    int features = 0;
    for (RowBlock block : blocks) {
      features = Math.max(features, block.features());
    }
    return features;
  }

  /** A number that follows from the rows' labels, weights and values, in their order. */
  public long fingerprint() {
    Fingerprint fingerprint = new Fingerprint();
    fingerprint.add(rows());
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        fingerprint.add(Double.doubleToLongBits(block.label(row)));
        fingerprint.add(Double.doubleToLongBits(block.weight(row)));
        fingerprint.add(block.storedValues(row));
        block.forEach(row, fingerprint);
      }
    }
    return fingerprint.value();
  }

  /** Sum of the rows' weights. */
  public double weightSum() {
    double sum = 0;
    for (RowBlock block : blocks) {
      for (int row = 0; row < block.rows(); row++) {
        sum += block.weight(row);
      }
    }
    return sum;
  }
}
