package io.sparksgd.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.rdd.RDD;
import scala.Function2;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/**
 * Runs a function on partitions of an RDD and returns the answers in the order of the partitions.
 */
public final class PartitionJob {
  private PartitionJob() {}

  /** Runs on every partition. */
  public static <T, U> List<U> run(
      RDD<T> rdd, Function2<TaskContext, Iterator<T>, U> task, Class<U> answer) {
    return run(rdd, task, answer, IntStream.range(0, rdd.getNumPartitions()).toArray());
  }

  /**
   * Runs on some partitions.
   *
   * @param partitions ids in the order in which the answers are wanted
   */
  public static <T, U> List<U> run(
      RDD<T> rdd, Function2<TaskContext, Iterator<T>, U> task, Class<U> answer, int[] partitions) {
    List<Object> ids = new ArrayList<>(partitions.length);
    for (int partition : partitions) {
      ids.add(partition);
    }
    Seq<Object> wanted = CollectionConverters.asScala(ids).toSeq();
    Answers<U> answers = new Answers<>(partitions.length);
    ClassTag<U> tag = ClassTag.apply(answer);
    rdd.context().runJob(rdd, task, wanted, answers, tag);
    return answers.inOrder();
  }

  /**
   * Receives answers as they arrive. It runs inside the scheduler's event loop, which must not
   * wait: answers are only put into their places here and added up elsewhere, in a fixed order,
   * because floating-point sums depend on theirs.
   */
  public static final class Answers<U> extends AbstractFunction2<Object, U, BoxedUnit> {
    private final AtomicReferenceArray<U> places;

    public Answers(int count) {
      places = new AtomicReferenceArray<>(count);
    }

    @Override
    public BoxedUnit apply(Object place, U answer) {
      places.set((Integer) place, answer);
      return BoxedUnit.UNIT;
    }

    public List<U> inOrder() {
      List<U> answers = new ArrayList<>(places.length());
      for (int i = 0; i < places.length(); i++) {
        answers.add(places.get(i));
      }
      return answers;
    }
  }
}
