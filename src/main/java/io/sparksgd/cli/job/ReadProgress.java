package io.sparksgd.cli.job;

import io.sparksgd.input.scan.Scan;
import java.io.PrintStream;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerStageSubmitted;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.TaskInfo;
import scala.collection.Iterator;

/**
 * Reports the progress of reading long inputs: a line every few seconds with the rows read and the
 * tasks done, until it is closed. Short reads print nothing.
 */
final class ReadProgress extends SparkListener implements AutoCloseable {
  private static final long USUAL_INTERVAL_NANOS = 5_000_000_000L;

  private final SparkContext context;
  private final PrintStream err;
  private final long intervalNanos;
  private long shownAt = System.nanoTime();
  private long rows;
  private int tasksDone;
  private int tasks;

  private ReadProgress(SparkContext context, PrintStream err, long intervalNanos) {
    this.context = context;
    this.err = err;
    this.intervalNanos = intervalNanos;
  }

  /** Listens to the context from now on. */
  static ReadProgress of(SparkContext context, PrintStream err) {
    return of(context, err, USUAL_INTERVAL_NANOS);
  }

  static ReadProgress of(SparkContext context, PrintStream err, long intervalNanos) {
    ReadProgress progress = new ReadProgress(context, err, intervalNanos);
    context.addSparkListener(progress);
    return progress;
  }

  @Override
  public synchronized void onStageSubmitted(SparkListenerStageSubmitted stage) {
    tasks += stage.stageInfo().numTasks();
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd task) {
    if (task.taskInfo().successful()) {
      tasksDone++;
      rows += rowsRead(task.taskInfo());
    }
    long now = System.nanoTime();
    if (now - shownAt >= intervalNanos) {
      shownAt = now;
      err.println(
          String.format(Locale.ROOT, "Reading: %,d rows, %d of %d tasks", rows, tasksDone, tasks));
    }
  }

  /** Spark's own counts have the rows that other stages read again. */
  private static long rowsRead(TaskInfo task) {
    long rows = 0;
    Iterator<AccumulableInfo> all = task.accumulables().iterator();
    while (all.hasNext()) {
      AccumulableInfo sum = all.next();
      if (sum.name().contains(Scan.ROWS_READ) && sum.update().isDefined()) {
        rows += ((Number) sum.update().get()).longValue();
      }
    }
    return rows;
  }

  @Override
  public void close() {
    context.removeSparkListener(this);
  }
}
