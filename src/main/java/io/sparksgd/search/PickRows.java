package io.sparksgd.search;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.Precision;
import io.sparksgd.data.RowBlock;
import io.sparksgd.math.Permutation;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Copies those rows of a partition that stand in the first places of a random order. */
final class PickRows extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, RowBlock>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Permutation order;
  private final long places;

  /** Global index of each partition's first row. */
  private final long[] firstRows;

  PickRows(Permutation order, long places, long[] firstRows) {
    this.order = order;
    this.places = places;
    this.firstRows = firstRows;
  }

  @Override
  public RowBlock apply(TaskContext task, Iterator<BlockPartition> rows) {
    BlockPartition partition = rows.next();
    long row = firstRows[task.partitionId()];
    BlockBuilder picked = new BlockBuilder(Precision.AUTO);
    for (int b = 0; b < partition.blocks(); b++) {
      RowBlock block = partition.block(b);
      for (int i = 0; i < block.rows(); i++) {
        if (order.invert(row++) < places) {
          picked.copy(block, i);
        }
      }
    }
    return picked.build();
  }
}
