package io.sparksgd.rehearse;

import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.train.StopRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Collects the times of the rounds of a rehearsal, and ends it when the time is over. The result is
 * the median of the later half.
 */
final class RehearsedRounds implements TrainingListener {
  private static final int FEWEST = 3;

  /** In a round as long as this, the remaining compilation on executors is a small part. */
  private static final double LONG_ROUND = 1;

  /** The very first rounds are long everywhere. */
  private static final int FEWEST_LONG = 10;

  private static final double STEADY = 0.93;

  private final List<StepDone> steps = new ArrayList<>();
  private final StopRequest stop;
  private final Extent extent;

  /**
   * The limits of a rehearsal.
   *
   * @param seconds that rounds take at least, unless they are as many as the most
   * @param longest seconds after which they end although they still get faster
   * @param warm rounds that have to be made before that if they are short
   * @param most rounds that can be made
   */
  record Extent(double seconds, double longest, int warm, int most) {}

  RehearsedRounds(StopRequest stop, Extent extent) {
    this.stop = stop;
    this.extent = extent;
  }

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepDone step) {
      steps.add(step);
      if (steps.size() >= extent.most() || isOver(step.seconds())) {
        stop.ask("The rehearsal is over.");
      }
    }
  }

  private boolean isOver(double passed) {
    if (steps.size() < FEWEST || passed < extent.seconds()) {
      return false;
    }
    boolean isLong =
        steps.size() >= FEWEST_LONG && laterMedian(RehearsedRounds::seconds) > LONG_ROUND;
    boolean isWarm = steps.size() >= extent.warm() || isLong;
    return passed > extent.longest() || (isWarm && isSteady());
  }

  /** Whether the last quarter of the rounds was hardly faster than the one before. */
  private boolean isSteady() {
    int quarter = (steps.size() + 3) / 4;
    int end = steps.size() - quarter;
    List<StepDone> before = steps.subList(Math.max(0, end - quarter), end);
    List<StepDone> last = steps.subList(end, steps.size());
    return median(last, RehearsedRounds::seconds)
        > STEADY * median(before, RehearsedRounds::seconds);
  }

  private static double seconds(StepDone step) {
    return step.phases().values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /**
   * Computes the medians.
   *
   * @param expectedRows of a round
   * @throws InvalidPlanException if there was no round
   */
  RoundMedians medians(double expectedRows) {
    if (steps.isEmpty()) {
      throw new InvalidPlanException(
          words ->
              "Invalid job: its first step gives no finite numbers (allowed: other data, or another"
                  + " "
                  + words.name("model.init")
                  + ")");
    }
    return new RoundMedians(
        steps.size(),
        expectedRows,
        phase(Phase.BROADCAST),
        phase(Phase.GRADIENT),
        phase(Phase.MERGE),
        phase(Phase.UPDATE),
        steps.get(0).bytes().broadcast(),
        laterMedian(step -> (double) step.bytes().returned()));
  }

  private double phase(Phase phase) {
    return laterMedian(step -> step.phases().getOrDefault(phase, 0.0));
  }

  /** The median of the later half of the rounds. */
  private double laterMedian(ToDoubleFunction<StepDone> value) {
    return median(steps.subList(steps.size() / 2, steps.size()), value);
  }

  private static double median(List<StepDone> some, ToDoubleFunction<StepDone> value) {
    double[] values = some.stream().mapToDouble(value).toArray();
    Arrays.sort(values);
    return values[values.length / 2];
  }
}
