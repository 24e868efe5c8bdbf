package io.sparksgd.soak;

import io.sparksgd.soak.Cluster.Executor;
import io.sparksgd.soak.Event.Kind;
import io.sparksgd.soak.Outcome.Hit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** One worker that stands still for a while. */
final class StillWorker {
  private static final Duration SETTLING = Duration.ofSeconds(1);
  private static final Duration TASK_LIMIT = Duration.ofMinutes(3);

  /** What a run does meanwhile. */
  enum Patience {
    WAITS,
    GOES_ON,
    EITHER;

    String words() {
      return this == WAITS ? "waits" : "goes on elsewhere";
    }
  }

  private final SoakPlan plan;
  private final Cluster cluster;
  private final Patience patience;
  private final Outcome outcome;
  private Executor executor;
  private long from;
  private long to;

  StillWorker(SoakPlan plan, Cluster cluster, Patience patience, Outcome outcome) {
    this.plan = plan;
    this.cluster = cluster;
    this.patience = patience;
    this.outcome = outcome;
  }

  void strike(Events events) throws Exception {
    List<ProcessHandle> workers = cluster.workers();
    ProcessHandle worker = workers.get(new Random(plan.seed()).nextInt(workers.size()));
    executor =
        Cluster.executors(worker)
            .findFirst()
            .orElseThrow(() -> new SoakException("A worker has no executor"));
    events.await(
        events.all().size(),
        event -> event.kind() == Kind.TASK_START && event.subject().equals(executor.id()),
        TASK_LIMIT);
    try {
      signal("STOP", worker);
      signal("STOP", executor.process());
      from = System.currentTimeMillis();
      Progress.say("stopped-worker: executor %s stands still", executor.id());
      Thread.sleep(plan.stopped().toMillis());
    } finally {
      to = System.currentTimeMillis();
      signal("CONT", executor.process());
      signal("CONT", worker);
    }
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
    if (!kill.waitFor(10, TimeUnit.SECONDS)) {
      kill.destroyForcibly();
      throw new SoakException("kill -" + signal + " did not end");
    }
  }

  void look(Events events) throws IOException {
    long removed =
        events.count(
            event ->
                event.kind() == Kind.EXECUTOR_REMOVED
                    && event.subject().equals(executor.id())
                    && event.at() < to);
    long during =
        events.count(
            event ->
                event.kind() == Kind.JOB_END
                    && event.at() > from + SETTLING.toMillis()
                    && event.at() < to);
    boolean work = events.isAtWork(executor.id(), from);
    outcome.fault(work ? Hit.WORK : Hit.NOTHING);
    outcome.figure("steps meanwhile", during);
    outcome.figure("seconds", (to - from) / 1000);
    outcome.recovery((events.jobEndAfter(from).orElse(to) - from) / 1e3);
    if (!work) {
      outcome.problem("the worker that stood still was not at work");
    }
    if (patience == Patience.WAITS && removed > 0) {
      outcome.problem("the executor was given up");
    }
    if (patience == Patience.GOES_ON && (removed == 0 || during == 0)) {
      outcome.problem("the run did not go on without the worker");
    }
  }
}
