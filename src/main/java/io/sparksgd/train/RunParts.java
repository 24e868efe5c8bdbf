package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.RoundPlan;
import java.util.Optional;

/** The parts of a run on the driver that make up a saved state. */
record RunParts(
    RunProgress progress,
    RoundPlan rounds,
    Updates updates,
    LearningRate learningRate,
    Optional<WeightAverage> average) {

  /** Adds the sections of all parts; their arrays are live. */
  void save(RunState.Builder state) {
    progress.save(state);
    rounds.save(state);
    updates.save(state);
    learningRate.save(state);
    average.ifPresent(moving -> state.arrays("average", moving.slots()));
  }

  /** Restores a state that another process saved. */
  void restore(RunState state) {
    progress.restoreTime(state);
    goBack(state);
    learningRate.restoreReduction(state);
  }

  /**
   * Returns to an earlier state. The run time is not reset, and the learning rate stays reduced.
   */
  void goBack(RunState state) {
    progress.restoreCourse(state);
    rounds.restore(state);
    updates.restore(state);
    learningRate.restore(state);
    average.ifPresent(moving -> moving.restore(state.arrays("average")));
  }
}
