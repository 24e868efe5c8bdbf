package io.sparksgd.input.scan;

import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.SegmentCounts;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.util.LongAccumulator;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Adds up the counts of the chunks of a partition. */
final class ScanPartition extends AbstractFunction2<TaskContext, Iterator<Chunk>, PartitionScan>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** For those who listen: each row counts once, whatever else is done with it. */
  private final LongAccumulator rowsRead;

  ScanPartition(LongAccumulator rowsRead) {
    this.rowsRead = rowsRead;
  }

  @Override
  public PartitionScan apply(TaskContext context, Iterator<Chunk> chunks) {
    List<SegmentCounts> segments = new ArrayList<>();
    BadRow first = null;
    while (chunks.hasNext()) {
      Chunk chunk = chunks.next();
      SegmentCounts part = chunk.counts;
      if (part.segment == segments.size()) {
        // A new sum, so that the cached chunk does not change.
        segments.add(new SegmentCounts(part.file, part.blockStart, part.segment));
      }
      segments.get(part.segment).add(part);
      rowsRead.add(part.sourceRows);
      if (chunk.bad != null && (first == null || chunk.bad.isBefore(first))) {
        first = chunk.bad;
      }
    }
    return new PartitionScan(segments.toArray(new SegmentCounts[0]), first);
  }
}
