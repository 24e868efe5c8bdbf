package io.sparksgd.soak;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.SparkConf;
import org.apache.spark.Success$;
import org.apache.spark.TaskEndReason;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerBlockUpdated;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/**
 * Writes what happens to jobs, tasks, executors and cached blocks into a file as it happens, a line
 * each: {@code milliseconds kind subject how}. Spark makes it by name: {@code
 * spark.extraListeners}.
 */
public final class EventLog extends SparkListener {
  /** The setting that says where the file is. */
  static final String FILE = "spark.soak.events";

  private final BufferedWriter out;

  /** Opens the file that the settings name. */
  public EventLog(SparkConf conf) throws IOException {
    out = Files.newBufferedWriter(Path.of(conf.get(FILE)));
  }

  private synchronized void write(long at, Event.Kind kind, String subject, Event.How how) {
    try {
      out.write(at + " " + kind + " " + subject + " " + how + "\n");
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    Event.How how = start.taskInfo().speculative() ? Event.How.COPY : Event.How.FIRST;
    write(start.taskInfo().launchTime(), Event.Kind.TASK_START, start.taskInfo().executorId(), how);
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    write(
        end.taskInfo().finishTime(),
        Event.Kind.TASK_END,
        end.taskInfo().executorId(),
        how(end.reason()));
  }

  private static Event.How how(TaskEndReason reason) {
    if (reason instanceof Success$) {
      return Event.How.DONE;
    } else if (reason instanceof ExecutorLostFailure || reason instanceof FetchFailed) {
      return Event.How.LOST;
    } else if (reason instanceof ExceptionFailure) {
      return Event.How.FAILED;
    }
    return reason instanceof TaskKilled ? Event.How.KILLED : Event.How.OTHER;
  }

  @Override
  public void onJobEnd(SparkListenerJobEnd end) {
    write(end.time(), Event.Kind.JOB_END, Integer.toString(end.jobId()), Event.How.OTHER);
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded added) {
    write(added.time(), Event.Kind.EXECUTOR_ADDED, added.executorId(), Event.How.OTHER);
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    write(removed.time(), Event.Kind.EXECUTOR_REMOVED, removed.executorId(), Event.How.OTHER);
  }

  @Override
  public void onBlockUpdated(SparkListenerBlockUpdated updated) {
    if (updated.blockUpdatedInfo().blockId().isRDD()) {
      Event.How how =
          updated.blockUpdatedInfo().storageLevel().isValid()
              ? Event.How.STORED
              : Event.How.DROPPED;
      String block = updated.blockUpdatedInfo().blockId().name();
      write(System.currentTimeMillis(), Event.Kind.BLOCK, block, how);
    }
  }
}
