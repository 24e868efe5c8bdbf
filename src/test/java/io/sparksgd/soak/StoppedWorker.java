package io.sparksgd.soak;

import io.sparksgd.soak.Cluster.Executor;
import io.sparksgd.soak.Event.How;
import io.sparksgd.soak.Event.Kind;
import io.sparksgd.soak.Outcome.Hit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A worker and its executor stand still (SIGSTOP) in the middle of a task and go on later
 * (SIGCONT). With Spark's own timeouts the run waits for them; with a network timeout that is
 * shorter it goes on with the other worker.
 */
final class StoppedWorker implements Scenario {
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(15);
  private static final Duration SETTLING = Duration.ofSeconds(1);

  @Override
  public String name() {
    return "stopped-worker";
  }

  /** What a run does while a worker stands still. */
  private enum Patience {
    WAITS,
    GOES_ON;

    String words() {
      return this == WAITS ? "waits" : "goes on elsewhere";
    }
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    Outcome waits = outcome(Patience.WAITS);
    Outcome goesOn = outcome(Patience.GOES_ON);
    try (Cluster cluster = Cluster.start(plan)) {
      stop(plan, cluster, Patience.WAITS, List.of(), waits);
      stop(plan, cluster, Patience.GOES_ON, impatient(plan.stopped()), goesOn);
    }
    return List.of(waits, goesOn);
  }

  private Outcome outcome(Patience patience) {
    return new Outcome(name(), SoakJob.REMEMBERING.mode() + ", " + patience.words());
  }

  /** A third of the time that the worker stands still; the check's interval follows it. */
  private static List<String> impatient(Duration stopped) {
    long timeout = Math.max(3, stopped.toSeconds() / 3);
    return List.of(
        "spark.network.timeout=" + timeout + "s",
        "spark.network.timeoutInterval=1s",
        "spark.executor.heartbeatInterval=1s");
  }

  private void stop(
      SoakPlan plan, Cluster cluster, Patience patience, List<String> settings, Outcome outcome)
      throws Exception {
    Still still = new Still(plan, cluster, patience, outcome);
    Duration all = BEFORE.plus(plan.stopped()).plus(AFTER);
    new ClusterRun(
            plan, cluster, SoakJob.REMEMBERING, name() + "-" + patience.ordinal(), settings)
        .run(all.toMillis() / 60e3, outcome, still::strike, still::look);
  }

  /** One worker that stands still for a while. */
  private static final class Still {
    private final SoakPlan plan;
    private final Cluster cluster;
    private final Patience patience;
    private final Outcome outcome;
    private Executor executor;
    private long from;
    private long to;

    Still(SoakPlan plan, Cluster cluster, Patience patience, Outcome outcome) {
      this.plan = plan;
      this.cluster = cluster;
      this.patience = patience;
      this.outcome = outcome;
    }

    void strike(TrainRun run, Events events, long end) throws Exception {
      Thread.sleep(BEFORE.toMillis());
      List<ProcessHandle> workers = cluster.workers();
      ProcessHandle worker = workers.get(new Random(plan.seed()).nextInt(workers.size()));
      executor =
          Cluster.executors(worker)
              .findFirst()
              .orElseThrow(() -> new SoakException("A worker has no executor"));
      events.await(
          events.all().size(),
          event -> event.kind() == Kind.TASK_START && event.subject().equals(executor.id()),
          Duration.ofSeconds(10));
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
      boolean lost =
          events.count(
                  event ->
                      event.is(Kind.TASK_END, How.LOST) && event.subject().equals(executor.id()))
              > 0;
      // One that is at work holds the step up; one that the run gave up loses its task.
      boolean work = patience == Patience.WAITS ? during == 0 : lost;
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
}
