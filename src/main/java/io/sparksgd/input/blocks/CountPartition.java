package io.sparksgd.input.blocks;

import io.sparksgd.data.BlockPartition;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Reads the counts of a partition; a named class, so that no closure has to be cleaned. */
final class CountPartition
    extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, PartitionCounts>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  @Override
  public PartitionCounts apply(TaskContext context, Iterator<BlockPartition> partitions) {
    PartitionCounts counts = new PartitionCounts(partitions.next());
    if (partitions.hasNext()) {
      throw new IllegalStateException(
          "Invalid partition " + context.partitionId() + ": several elements (allowed: one)");
    }
    return counts;
  }
}
