package io.sparksgd.soak;

import io.sparksgd.soak.StillWorker.Patience;
import java.util.ArrayList;
import java.util.List;

/**
 * One run under all that can happen to a cluster: executors are killed, then a worker stands still,
 * and all the time cached blocks are dropped, tasks fail, others are slow and get copies.
 */
final class Together implements Scenario {
  @Override
  public String name() {
    return "together";
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    Outcome outcome = new Outcome(name(), SoakJob.REMEMBERING.mode() + ", all faults");
    List<String> settings = new ArrayList<>(ExecutorKills.speculationAndFailures());
    settings.add(FaultPlugin.DROP + "=10");
    try (Cluster cluster = Cluster.start(plan)) {
      ExecutorKiller killer = new ExecutorKiller(plan, cluster, outcome);
      StillWorker still = new StillWorker(plan, cluster, Patience.EITHER, outcome);
      new ClusterRun(plan, cluster, SoakJob.REMEMBERING, name(), settings)
          .run(
              outcome,
              (run, events) -> {
                killer.strike(run, events);
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
