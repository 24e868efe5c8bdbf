package io.sparksgd.input.scan;

import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.SegmentCounts;
import java.io.Serializable;

/**
 * The facts about a partition of chunks that the driver keeps: its file splits and its first bad
 * row.
 */
public final class PartitionScan implements Serializable {
  private static final long serialVersionUID = 1L;

  /** By their numbers within the partition. */
  public final SegmentCounts[] segments;

  /** The first one in the order of the source; null when no row is bad. */
  final BadRow firstBad;

  public PartitionScan(SegmentCounts[] segments, BadRow firstBad) {
    this.segments = segments;
    this.firstBad = firstBad;
  }
}
