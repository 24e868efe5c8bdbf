package io.sparksgd.soak;

import io.sparksgd.soak.StillWorker.Patience;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One run under all that can happen to a cluster: executors are killed, then a worker stands still,
 * and all the time cached blocks are dropped, tasks fail, others are slow and get copies.
 */
final class Together implements Scenario {
  private static final double LONGEST_MINUTES = 1;
  private static final Duration AFTER = Duration.ofSeconds(8);

  @Override
  public String name() {
    return "together";
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    Outcome outcome = new Outcome(name(), SoakJob.REMEMBERING.mode() + ", all faults");
    List<String> settings = new ArrayList<>(ExecutorKills.speculationAndFailures());
    settings.add(FaultPlugin.DROP + "=10");
    double minutes = Math.min(LONGEST_MINUTES, plan.minutes());
    Duration rest = plan.stopped().plus(AFTER);
    try (Cluster cluster = Cluster.start(plan)) {
      ExecutorKiller killer = new ExecutorKiller(plan, cluster, outcome);
      StillWorker still = new StillWorker(plan, cluster, Patience.EITHER, outcome);
      new ClusterRun(plan, cluster, SoakJob.REMEMBERING, name(), settings)
          .run(
              minutes + rest.toMillis() / 60e3,
              outcome,
              (run, events, end) -> {
                killer.strike(run, events, end - rest.toNanos());
                still.strike(events);
              },
              events -> {
                killer.look(events);
                still.look(events);
                DroppedBlocks.look(events, outcome);
              });
    }
    return List.of(outcome);
  }
}
