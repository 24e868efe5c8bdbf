package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.Round;

/** The objective in local steps: each update has its own random draws. */
final class LocalGradient {
  private final Objective objective;
  private final long seed;
  private long update;
  private Objective training;

  /**
   * Begins with the first update of a round.
   *
   * @param seed of this partition alone
   */
  LocalGradient(Objective objective, long seed, Round round) {
    this.objective = objective;
    this.seed = seed;
    this.update = round.updatesBefore();
    draw();
  }

  private void draw() {
    training = objective.inTraining(CounterRandom.bits(seed, 0, update));
  }

  ParameterLayout layout() {
    return objective.layout();
  }

  void add(RowBlock block, RowSelection rows, double[] weights, GradientSum sum) {
    training.addGradient(block, rows, weights, sum);
  }

  /** The following rows belong to the next update. */
  void nextUpdate() {
    update++;
    draw();
  }
}
