package io.sparksgd.search;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** Runs the trials whose numbers a partition has. */
final class TrialTask extends AbstractFunction2<TaskContext, Iterator<Integer>, double[]>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Trial[] trials;
  private final Broadcast<RaceRows> rows;

  TrialTask(List<Trial> trials, Broadcast<RaceRows> rows) {
    this.trials = trials.toArray(new Trial[0]);
    this.rows = rows;
  }

  @Override
  public double[] apply(TaskContext task, Iterator<Integer> numbers) {
    return new double[] {trials[numbers.next()].run(rows.value())};
  }
}
