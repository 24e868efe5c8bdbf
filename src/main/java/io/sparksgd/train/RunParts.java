package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.optim.WeightAverage;
import io.sparksgd.plan.LearningRate;
import io.sparksgd.plan.RoundPlan;
import java.util.Optional;

/** The parts of a run on the driver that a saved state is made of. */
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

  /** Goes on from a state that another process saved. */
  void restore(RunState state) {
    progress.restoreTime(state);
    goBack(state);
    learningRate.restoreReduction(state);
  }

  /** Goes on from a state of earlier; the time goes on, and the learning rate stays reduced. */
  void goBack(RunState state) {
    progress.restoreCourse(state);
    rounds.restore(state);
    updates.restore(state);
    learningRate.restore(state);
    average.ifPresent(moving -> moving.restore(state.arrays("average")));
  }
}
