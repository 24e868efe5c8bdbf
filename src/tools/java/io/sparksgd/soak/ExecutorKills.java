package io.sparksgd.soak;

import java.util.List;

/**
 * An executor is killed every few seconds, in the middle of a task. Twice: with nothing else, and
 * with speculation, failing and slow tasks.
 */
final class ExecutorKills implements Scenario {

  @Override
  public String name() {
    return "executors";
  }

  /** Copies beside slow tasks, one failing attempt in ten, one slow one in fifty. */
  static List<String> speculationAndFailures() {
    return List.of(
        FaultPlugin.FAIL + "=10",
        FaultPlugin.WAIT + "=50",
        "spark.speculation=true",
        "spark.speculation.interval=20ms",
        "spark.speculation.quantile=0.5",
        "spark.speculation.multiplier=2",
        "spark.speculation.minTaskRuntime=50ms");
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    Outcome plain = new Outcome(name(), SoakJob.BUSY.mode());
    Outcome more =
        new Outcome(name(), SoakJob.REMEMBERING.mode() + ", speculation, 10 % of tasks fail");
    try (Cluster cluster = Cluster.start(plan)) {
      kill(
          plan,
          cluster,
          plain,
          new ClusterRun(plan, cluster, SoakJob.BUSY, "executors", List.of()));
      ClusterRun run =
          new ClusterRun(
              plan,
              cluster,
              SoakJob.REMEMBERING,
              "executors-speculation",
              speculationAndFailures());
      kill(plan, cluster, more, run);
    }
    return List.of(plain, more);
  }

  private static void kill(SoakPlan plan, Cluster cluster, Outcome outcome, ClusterRun run)
      throws Exception {
    ExecutorKiller killer = new ExecutorKiller(plan, cluster, outcome);
    run.run(outcome, killer::strike, killer::look);
  }
}
