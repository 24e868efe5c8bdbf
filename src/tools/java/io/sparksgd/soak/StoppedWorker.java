package io.sparksgd.soak;

import io.sparksgd.soak.StillWorker.Patience;
import java.time.Duration;
import java.util.List;

/**
 * A worker and its executor stand still (SIGSTOP) in the middle of a task and go on later
 * (SIGCONT). With Spark's own timeouts the run waits for them; with a network timeout that is
 * shorter it goes on with the other worker.
 */
final class StoppedWorker implements Scenario {
  private static final Duration BEFORE = Duration.ofSeconds(5);
  private static final Duration AFTER = Duration.ofSeconds(10);

  @Override
  public String name() {
    return "stopped-worker";
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
    StillWorker still = new StillWorker(plan, cluster, patience, outcome);
    new ClusterRun(plan, cluster, SoakJob.REMEMBERING, name() + "-" + patience.ordinal(), settings)
        .run(
            outcome,
            (run, events) -> {
              Thread.sleep(BEFORE.toMillis());
              still.strike(events);
              Thread.sleep(AFTER.toMillis());
            },
            still::look);
  }
}
