package io.sparksgd.task;

import io.sparksgd.exchange.Contribution;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Gets the contribution of a partition from its only element. The function of a Spark job is a
 * named class, because Spark's closure cleaner reads the class file of every lambda again in every
 * job.
 *
 * @param <T> element of a partition
 */
public abstract class ContributionSource<T>
    extends AbstractFunction2<TaskContext, Iterator<T>, Contribution> implements Serializable {
  private static final long serialVersionUID = 1L;

  public abstract Contribution contribution(int partitionId, T element);

  @Override
  public final Contribution apply(TaskContext task, Iterator<T> elements) {
    return contribution(task.partitionId(), elements.next());
  }

  /** The contribution inside a partition's state. */
  public static final class Remembered extends ContributionSource<PartitionMemory> {
    private static final long serialVersionUID = 1L;

    @Override
    public Contribution contribution(int partitionId, PartitionMemory memory) {
      return memory.contribution();
    }
  }
}
