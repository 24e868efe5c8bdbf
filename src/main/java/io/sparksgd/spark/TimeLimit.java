package io.sparksgd.spark;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.scheduler.TaskInfo;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Ends Spark jobs that take too long, and names the task that they waited for. A cancelled job
 * returns at once, whatever its tasks do: they are interrupted, and Spark abandons tasks that
 * ignore the interrupt.
 */
public final class TimeLimit extends SparkListener implements AutoCloseable {
  private static final String TAGS = "spark.job.tags";
  private static final String INTERRUPT = "spark.job.interruptOnCancel";

  private final SparkContext context;
  private final double seconds;
  private final String name = "spark-sgd-" + UUID.randomUUID() + "-";
  private final Set<Integer> stages = ConcurrentHashMap.newKeySet();
  private final Map<Long, Running> running = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(TimeLimit::daemon);
  private long jobs;

  /** A running task. */
  private record Running(int stage, TaskInfo task) {}

  private TimeLimit(SparkContext context, double seconds) {
    this.context = context;
    this.seconds = seconds;
  }

  /** A limit for the jobs of a run; {@link #close} it. */
  public static TimeLimit of(SparkContext context, double seconds) {
    TimeLimit limit = new TimeLimit(context, seconds);
    context.addSparkListener(limit);
    return limit;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "spark-sgd-time-limit");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Does some work, and ends its Spark jobs when the time is over.
   *
   * @param what the work, in messages
   * @throws TimeLimitException if they took too long
   */
  public <T> T of(String what, Supplier<T> work) {
    // A tag of its own, so that a late cancellation does not hit a later job.
    String tag = name + jobs++;
    stages.clear();
    AtomicReference<String> waitedFor = new AtomicReference<>();
    String interruptBefore = context.getLocalProperty(INTERRUPT);
    context.addJobTag(tag);
    context.setLocalProperty(INTERRUPT, "true");
    ScheduledFuture<?> alarm =
        timer.schedule(
            () -> {
              waitedFor.set(oldestTask());
              context.cancelJobsWithTag(tag);
            },
            Math.round(seconds * 1e9),
            TimeUnit.NANOSECONDS);
    try {
      return work.get();
    } catch (Exception e) {
      // Not only RuntimeException: Spark's exceptions are checked, but Scala throws them
      // undeclared.
      if (waitedFor.get() != null) {
        throw new TimeLimitException(what, seconds, waitedFor.get(), e);
      }
      throw e;
    } finally {
      alarm.cancel(false);
      context.removeJobTag(tag);
      context.setLocalProperty(INTERRUPT, interruptBefore);
    }
  }

  private String oldestTask() {
    Optional<Running> oldest =
        running.values().stream().min(Comparator.comparingLong(one -> one.task().launchTime()));
    return oldest
        .map(
            one ->
                "task "
                    + one.task().index()
                    + " of stage "
                    + one.stage()
                    + " on "
                    + one.task().host()
                    + " (executor "
                    + one.task().executorId()
                    + ", attempt "
                    + one.task().attemptNumber()
                    + ") has been running for "
                    + (System.currentTimeMillis() - one.task().launchTime()) / 1000
                    + " s")
        .orElse("no task is running (check that there are executors)");
  }

  @Override
  public void onJobStart(SparkListenerJobStart start) {
    // Other runs may use the context at the same time.
    String tags = start.properties() == null ? "" : start.properties().getProperty(TAGS, "");
    if (tags.contains(name)) {
      CollectionConverters.asJava(start.stageInfos()).forEach(stage -> stages.add(stage.stageId()));
    }
  }

  @Override
  public void onTaskStart(SparkListenerTaskStart start) {
    if (stages.contains(start.stageId())) {
      running.put(start.taskInfo().taskId(), new Running(start.stageId(), start.taskInfo()));
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    running.remove(end.taskInfo().taskId());
  }

  @Override
  public void close() {
    timer.shutdownNow();
    context.removeSparkListener(this);
  }
}
