package io.sparksgd.round;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.spark.PartitionJob;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Whether a partition has a row of positive weight. */
public final class WeightedRow
    extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, Boolean>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private WeightedRow() {}

  /**
   * Looks for such a row, with a Spark job.
   *
   * @return the rows
   * @throws InvalidPlanException if no row has a positive weight
   */
  public static BlockSet checkIn(BlockSet rows) {
    if (!PartitionJob.run(rows.rdd(), new WeightedRow(), Boolean.class).contains(true)) {
      throw new InvalidPlanException(
          "Invalid weights: all "
              + rows.rows()
              + " training rows have weight 0 (allowed: at least one above 0)");
    }
    return rows;
  }

  @Override
  public Boolean apply(TaskContext task, Iterator<BlockPartition> rows) {
    BlockPartition partition = rows.next();
    for (int b = 0; b < partition.blocks(); b++) {
      for (int row = 0; row < partition.block(b).rows(); row++) {
        if (partition.block(b).weight(row) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
