package io.sparksgd.bench;

import io.sparksgd.data.BlockPartition;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** What a Spark job costs that does nothing, with as many tasks as there are partitions. */
final class EmptyJobs {
  private EmptyJobs() {}

  /** Milliseconds of {@code mapPartitions(lambda).collect()} with empty answers: the median. */
  static double emptyJobMillis(RDD<BlockPartition> rows, int jobs) {
    JavaRDD<BlockPartition> rdd = rows.toJavaRDD();
    return medianMillis(
        jobs, () -> rdd.mapPartitions(blocks -> Collections.<Integer>emptyIterator()).collect());
  }

  /** Milliseconds of {@code runJob} with a named function that answers an Integer: the median. */
  static double bareJobMillis(RDD<BlockPartition> rows, int jobs) {
    List<Object> ids =
        new ArrayList<>(IntStream.range(0, rows.getNumPartitions()).boxed().toList());
    Seq<Object> partitions = CollectionConverters.asScala(ids).toSeq();
    ClassTag<Integer> tag = ClassTag.apply(Integer.class);
    return medianMillis(
        jobs, () -> rows.context().runJob(rows, new Nothing(), partitions, new Ignore(), tag));
  }

  private static double medianMillis(int jobs, Runnable job) {
    double[] millis = new double[jobs];
    for (int i = 0; i < jobs; i++) {
      long start = System.nanoTime();
      job.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    return Medians.median(millis);
  }

  private static final class Nothing
      extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, Integer>
      implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public Integer apply(TaskContext task, Iterator<BlockPartition> blocks) {
      return task.partitionId();
    }
  }

  private static final class Ignore extends AbstractFunction2<Object, Integer, BoxedUnit> {
    @Override
    public BoxedUnit apply(Object place, Integer answer) {
      return BoxedUnit.UNIT;
    }
  }
}
