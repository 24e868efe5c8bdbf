package io.sparksgd.task;

import io.sparksgd.exchange.EncodedSum;
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
public abstract class EncodedSumSource<T>
    extends AbstractFunction2<TaskContext, Iterator<T>, EncodedSum> implements Serializable {
  private static final long serialVersionUID = 1L;

  public abstract EncodedSum encodedSum(int partitionId, T element);

  @Override
  public final EncodedSum apply(TaskContext task, Iterator<T> elements) {
    return encodedSum(task.partitionId(), elements.next());
  }

  /** The contribution inside a partition's state. */
  public static final class Remembered extends EncodedSumSource<PartitionState> {
    private static final long serialVersionUID = 1L;

    @Override
    public EncodedSum encodedSum(int partitionId, PartitionState state) {
      return state.encodedSum();
    }
  }
}
