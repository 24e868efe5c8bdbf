package io.sparksgd.round;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.task.PartitionState;
import io.sparksgd.task.RoundTask;
import org.apache.spark.Dependency;
import org.apache.spark.OneToOneDependency;
import org.apache.spark.Partition;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;

/**
 * The state of the partitions after a round, computed from their rows and their state of the round
 * before. Spark computes a lost partition again from these. So no retry, speculative task or lost
 * executor changes a state, and no state is in a place that Spark does not know. It is a named
 * subclass, because there is one for every round, and Spark would clean a lambda each time.
 */
final class StateRdd extends RDD<PartitionState> {
  private static final long serialVersionUID = 1L;

  static final ClassTag<PartitionState> TAG = ClassTag.apply(PartitionState.class);
  private static final ClassTag<BlockPartition> ROWS = ClassTag.apply(BlockPartition.class);

  private final RoundTask task;
  private final boolean isFirst;

  private StateRdd(
      RDD<BlockPartition> rows,
      java.util.List<Dependency<?>> dependencies,
      RoundTask task,
      boolean isFirst) {
    super(rows.context(), CollectionConverters.asScala(dependencies).toSeq(), TAG);
    this.task = task;
    this.isFirst = isFirst;
  }

  /** The state after the first round. */
  static StateRdd first(RDD<BlockPartition> rows, RoundTask task) {
    return new StateRdd(rows, java.util.List.of(new OneToOneDependency<>(rows)), task, true);
  }

  /** The state after a later round. */
  static StateRdd next(RDD<BlockPartition> rows, RDD<PartitionState> before, RoundTask task) {
    return new StateRdd(
        rows,
        java.util.List.of(new OneToOneDependency<>(rows), new OneToOneDependency<>(before)),
        task,
        false);
  }

  @Override
  public Partition[] getPartitions() {
    return this.<BlockPartition>firstParent(ROWS).partitions();
  }

  @Override
  public Iterator<PartitionState> compute(Partition split, TaskContext context) {
    BlockPartition rows = this.<BlockPartition>firstParent(ROWS).iterator(split, context).next();
    PartitionState before =
        isFirst
            ? PartitionState.NONE
            : this.<PartitionState>parent(1, TAG).iterator(split, context).next();
    java.util.List<PartitionState> only =
        java.util.List.of(task.remember(split.index(), rows, before));
    return CollectionConverters.asScala(only.iterator());
  }
}
