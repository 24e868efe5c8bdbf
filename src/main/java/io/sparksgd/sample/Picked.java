package io.sparksgd.sample;

import java.util.Arrays;

/**
 * Rows that a partition found, each with the micro-batch it belongs to: a growing list, which
 * {@link #group} brings into the order of the micro-batches by counting.
 */
final class Picked {
  private int[] microBatches = new int[64];
  private int[] offsets = new int[64];
  private int count;

  /**
   * Adds a row.
   *
   * @param microBatch counted from the first one of interest
   * @param offset of the row in its partition
   */
  void add(int microBatch, int offset) {
    reserve(1);
    microBatches[count] = microBatch;
    offsets[count++] = offset;
  }

  /** Makes room for more rows. */
  void reserve(int more) {
    if (count + more > offsets.length) {
      int length = Math.max(count + more, 2 * count);
      microBatches = Arrays.copyOf(microBatches, length);
      offsets = Arrays.copyOf(offsets, length);
    }
  }

  /**
   * Adds a row if the partition holds it; call {@link #reserve} first. There is no branch, because
   * a processor could not predict it.
   *
   * @param rows of the partition
   */
  void addIfHeld(int microBatch, long offset, int rows) {
    microBatches[count] = microBatch;
    offsets[count] = (int) offset;
    long isOutside = (offset | (rows - 1 - offset)) >>> 63;
    count += 1 - (int) isOutside;
  }

  /**
   * Orders the rows by micro-batch.
   *
   * @return where each micro-batch begins in {@link #offsets}, and after the last its end
   */
  int[] group(int numberOfMicroBatches) {
    int[] starts = new int[numberOfMicroBatches + 1];
    boolean isInOrder = true;
    int last = 0;
    for (int i = 0; i < count; i++) {
      int microBatch = microBatches[i];
      isInOrder &= microBatch >= last;
      last = microBatch;
      starts[microBatch + 1]++;
    }
    for (int m = 0; m < numberOfMicroBatches; m++) {
      starts[m + 1] += starts[m];
    }
    if (!isInOrder) {
      int[] next = Arrays.copyOf(starts, numberOfMicroBatches);
      int[] grouped = new int[offsets.length];
      for (int i = 0; i < count; i++) {
        grouped[next[microBatches[i]]++] = offsets[i];
      }
      offsets = grouped;
    }
    return starts;
  }

  int[] offsets() {
    return offsets;
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }
}
