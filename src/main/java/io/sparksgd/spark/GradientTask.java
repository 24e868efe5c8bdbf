package io.sparksgd.spark;

import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockPartition;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * A partition's work in a round: draws its rows of each micro-batch and adds their gradients at the
 * published weights. A named class, because Spark's closure cleaner re-reads the class file of
 * every lambda in every job.
 */
final class GradientTask
    extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, Contribution>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final Sampler sampler;
  private final Round round;
  private final long[] firstRows;
  private final PublishedWeights weights;

  /**
   * The work of one round.
   *
   * @param firstRows global index of the first row of each partition
   */
  GradientTask(
      Objective objective,
      Sampler sampler,
      Round round,
      long[] firstRows,
      PublishedWeights weights) {
    this.objective = objective;
    this.sampler = sampler;
    this.round = round;
    this.firstRows = firstRows;
    this.weights = weights;
  }

  @Override
  public Contribution apply(TaskContext task, Iterator<BlockPartition> partition) {
    return contribution(task.partitionId(), partition.next());
  }

  Contribution contribution(int partitionId, BlockPartition partition) {
    RoundRows rows = new RoundRows();
    long firstRow = firstRows[partitionId];
    for (int i = 0; i < round.accumulationSteps(); i++) {
      sampler.forEachBlock(round.firstMicroBatch() + i, firstRow, partition, rows::add);
    }
    return rows.contribution(objective, weights.values());
  }
}
