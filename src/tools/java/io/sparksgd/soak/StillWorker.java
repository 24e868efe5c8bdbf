package io.sparksgd.soak;

import io.sparksgd.soak.Cluster.Executor;
import io.sparksgd.soak.Event.Kind;
import io.sparksgd.soak.Outcome.Hit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
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
    ProcessHandle worker = awaitTask(events);
    try {
      signal("STOP", executor.process());
      signal("STOP", worker);
      from = System.currentTimeMillis();
      Progress.say("stopped-worker: executor %s stands still", executor.id());
      Thread.sleep(plan.stopped().toMillis());
    } finally {
      to = System.currentTimeMillis();
      signal("CONT", executor.process());
      signal("CONT", worker);
    }
  }

  /** Waits until a worker, the one that is drawn if it has one, has an executor at work. */
  private ProcessHandle awaitTask(Events events) throws IOException, InterruptedException {
    List<ProcessHandle> workers = new ArrayList<>(cluster.workers());
    Collections.shuffle(workers, new Random(plan.seed()));
    long limit = System.nanoTime() + TASK_LIMIT.toNanos();
    while (System.nanoTime() < limit) {
      for (ProcessHandle worker : workers) {
        Set<String> joined = events.joined();
        Optional<Executor> found =
            Cluster.executors(worker).filter(one -> joined.contains(one.id())).findFirst();
        if (found.isPresent() && events.isAtWork(found.get().id(), System.currentTimeMillis())) {
          executor = found.get();
          return worker;
        }
      }
      Thread.sleep(2);
    }
    throw new SoakException("No worker had a task within " + TASK_LIMIT);
  }

  private static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start();
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
