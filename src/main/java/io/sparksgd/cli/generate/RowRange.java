package io.sparksgd.cli.generate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** The row numbers of one partition: {@code from} to before {@code to}. */
final class RowRange implements Serializable {

  private static final long serialVersionUID = 1L;

  final long from;
  final long to;

  private RowRange(long from, long to) {
    this.from = from;
    this.to = to;
  }

  /** Splits rows into ranges whose sizes differ by one at most; none is empty. */
  static List<RowRange> split(long firstRow, long rows, int partitions) {
    long count = Math.min(partitions, rows);
    long size = rows / count;
    long larger = rows % count;
    List<RowRange> ranges = new ArrayList<>();
    long from = firstRow;
    for (long k = 0; k < count; k++) {
      long to = from + size + (k < larger ? 1 : 0);
      ranges.add(new RowRange(from, to));
      from = to;
    }
    return ranges;
  }
}
