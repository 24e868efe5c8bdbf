package io.sparksgd.soak;

import io.sparksgd.soak.Event.How;
import io.sparksgd.soak.Event.Kind;
import io.sparksgd.soak.Outcome.Hit;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Before one task in ten a cached block goes, rows or memory; one attempt in ten fails. */
final class DroppedBlocks implements Scenario {
  private static final double LONGEST_MINUTES = 1;

  @Override
  public String name() {
    return "blocks";
  }

  @Override
  public List<Outcome> run(SoakPlan plan) throws Exception {
    Outcome outcome = new Outcome(name(), SoakJob.REMEMBERING.mode());
    try (Cluster cluster = Cluster.start(plan)) {
      List<String> settings = List.of(FaultPlugin.DROP + "=10", FaultPlugin.FAIL + "=10");
      new ClusterRun(plan, cluster, SoakJob.REMEMBERING, name(), settings)
          .run(
              outcome,
              (run, events) ->
                  Thread.sleep((long) (60e3 * Math.min(LONGEST_MINUTES, plan.minutes()))),
              events -> look(events, outcome));
    }
    return List.of(outcome);
  }

  /** A failed attempt had done its work; a block was of use if it was made again. */
  static void look(Events events, Outcome outcome) throws IOException {
    Set<String> gone = new HashSet<>();
    int dropped = 0;
    int again = 0;
    int failed = 0;
    for (Event event : events.all()) {
      if (event.is(Kind.BLOCK, How.DROPPED)) {
        dropped++;
        gone.add(event.subject());
      } else if (event.is(Kind.BLOCK, How.STORED) && gone.remove(event.subject())) {
        again++;
      } else if (event.is(Kind.TASK_END, How.FAILED)) {
        failed++;
      }
    }
    for (int i = 0; i < dropped; i++) {
      outcome.fault(i < again ? Hit.WORK : Hit.NOTHING);
    }
    for (int i = 0; i < failed; i++) {
      outcome.fault(Hit.WORK);
    }
    outcome.figure("blocks dropped", dropped);
    outcome.figure("made again", again);
    outcome.figure("tasks failed", failed);
    if (again == 0) {
      outcome.problem("no dropped block was needed");
    }
    if (failed == 0) {
      outcome.problem("no task failed");
    }
  }
}
