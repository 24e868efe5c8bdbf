package io.sparksgd.spark;

import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Collects what the rounds of a rehearsal took, and ends it when the time is over. What counts is
 * the median of the second half, which the compiler has seen before.
 */
final class RehearsedRounds implements TrainingListener {
  private static final int FEWEST = 3;

  private final List<StepDone> steps = new ArrayList<>();
  private final StopRequest stop;
  private final double seconds;
  private final int most;

  RehearsedRounds(StopRequest stop, double seconds, int most) {
    this.stop = stop;
    this.seconds = seconds;
    this.most = most;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepDone step) {
      steps.add(step);
      if (steps.size() >= most || (steps.size() >= FEWEST && step.seconds() > seconds)) {
        stop.ask("The rehearsal is over.");
      }
    }
  }

  /**
   * The medians.
   *
   * @param expectedRows of a round
   * @throws InvalidPlanException if there was no round
   */
  RoundMedians medians(double expectedRows) {
    if (steps.isEmpty()) {
      throw new InvalidPlanException(
          "Invalid job: its first step gives no finite numbers (allowed: other data, or another"
              + " model.init)");
    }
    return new RoundMedians(
        steps.size(),
        expectedRows,
        phase(Phase.BROADCAST),
        phase(Phase.GRADIENT),
        phase(Phase.MERGE),
        phase(Phase.UPDATE),
        steps.get(0).bytes().broadcast(),
        median(step -> (double) step.bytes().returned()));
  }

  private double phase(Phase phase) {
    return median(step -> step.phases().getOrDefault(phase, 0.0));
  }

  private double median(ToDoubleFunction<StepDone> value) {
    List<StepDone> late = steps.subList(steps.size() / 2, steps.size());
    double[] values = late.stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
