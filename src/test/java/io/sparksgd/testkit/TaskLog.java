package io.sparksgd.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.ExceptionFailure;
import org.apache.spark.ExecutorLostFailure;
import org.apache.spark.FetchFailed;
import org.apache.spark.TaskKilled;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;

/** Counts what went wrong in tasks, so that a test of faults can say that they hit work. */
public final class TaskLog extends SparkListener {
  private final AtomicInteger failed = new AtomicInteger();
  private final AtomicInteger lost = new AtomicInteger();
  private final AtomicInteger killed = new AtomicInteger();
  private final AtomicInteger speculative = new AtomicInteger();
  private final AtomicInteger executorsRemoved = new AtomicInteger();

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (start.taskInfo().speculative()) {
      speculative.incrementAndGet();
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    if (end.reason() instanceof ExceptionFailure) {
      failed.incrementAndGet();
    } else if (end.reason() instanceof ExecutorLostFailure || end.reason() instanceof FetchFailed) {
      lost.incrementAndGet();
    } else if (end.reason() instanceof TaskKilled) {
      killed.incrementAndGet();
    }
  }

  @Override
  public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
    executorsRemoved.incrementAndGet();
  }

  /** Attempts that an exception ended. */
  public int failed() {
    return failed.get();
  }

  /** Attempts that were lost with their executor. */
  public int lost() {
    return lost.get();
  }

  /** Attempts that were ended because another one of the same task was faster. */
  public int killed() {
    return killed.get();
  }

  /** Attempts that were started beside a slow one. */
  public int speculative() {
    return speculative.get();
  }

  public int executorsRemoved() {
    return executorsRemoved.get();
  }
}
