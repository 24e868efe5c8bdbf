package io.sparksgd.spark;

import io.sparksgd.monitor.PhaseClock;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkContext;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * Measures the time of an empty Spark job of the engine's kind, {@code job + tasks * task}, and of
 * bytes that come back.
 */
public final class SparkFloor {
  private static final int JOBS = 60;
  private static final int FEWEST_JOBS = 5;
  private static final int MORE_TASKS = 4;
  private static final int MOST_TASKS = 16;
  private static final double SECONDS = 0.3;

  /** Less than what takes a detour over the block manager. */
  private static final int BYTES = 1 << 19;

  private final SparkContext context;
  private final int tasks;
  private double job;
  private double task;
  private double byteSeconds;

  public SparkFloor(SparkContext context) {
    this.context = context;
    this.tasks = Math.max(2, Math.min(MOST_TASKS, context.defaultParallelism()));
  }

  /** Runs jobs that do not count: executors start, code is compiled. */
  public void warmUp() {
    median(partitions(tasks), 0);
  }

  public void measure() {
    RDD<Integer> few = partitions(tasks);
    RDD<Integer> many = partitions(tasks * MORE_TASKS);
    double fewSeconds = median(few, 0);
    double manySeconds = median(many, 0);
    task = Math.max(0, (manySeconds - fewSeconds) / (tasks * (MORE_TASKS - 1)));
    job = Math.max(0, fewSeconds - tasks * task);
    double withBytes = median(few, BYTES);
    byteSeconds = Math.max(0, (withBytes - fewSeconds) / ((double) tasks * BYTES));
  }

  public double jobSeconds() {
    return job;
  }

  public double taskSeconds() {
    return task;
  }

  public double byteSeconds() {
    return byteSeconds;
  }

  /** A job of this many tasks. */
  public double seconds(double tasks) {
    return job + tasks * task;
  }

  private RDD<Integer> partitions(int count) {
    List<Integer> elements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      elements.add(i);
    }
    return JavaSparkContext.fromSparkContext(context).parallelize(elements, count).rdd();
  }

  private static double median(RDD<Integer> rdd, int bytes) {
    double[] seconds = new double[JOBS];
    int jobs = 0;
    for (long start = System.nanoTime();
        jobs < JOBS && (jobs < FEWEST_JOBS || PhaseClock.secondsSince(start) < SECONDS);
        jobs++) {
      long begin = System.nanoTime();
      PartitionJob.run(rdd, new Answer(bytes), byte[].class);
      seconds[jobs] = PhaseClock.secondsSince(begin);
    }
    Arrays.sort(seconds, 0, jobs);
    return seconds[jobs / 2];
  }

  /** Answers with zeros. */
  private static final class Answer
      extends AbstractFunction2<TaskContext, Iterator<Integer>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1L;
    private final int bytes;

    Answer(int bytes) {
      this.bytes = bytes;
    }

    @Override
    public byte[] apply(TaskContext context, Iterator<Integer> elements) {
      return new byte[bytes];
    }
  }
}
