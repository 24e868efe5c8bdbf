package io.sparksgd.task;

import io.sparksgd.exchange.Contribution;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Gets the contribution of a partition from the one element that it has. A named class as the
 * function of a Spark job, because Spark's closure cleaner re-reads the class file of every lambda
 * in every job.
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

  /** The contribution that a memory was made with. */
  public static final class Remembered extends ContributionSource<PartitionMemory> {
    private static final long serialVersionUID = 1L;

    @Override
    public Contribution contribution(int partitionId, PartitionMemory memory) {
      return memory.contribution();
    }
  }
}
