package io.sparksgd.train;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.plan.TrainingPlan;
import java.util.List;
import java.util.Optional;

/**
 * Minimises a plan's objective over packed rows by distributed mini-batch SGD. A trainer is
 * immutable; it may fit several data sets, also at the same time.
 */
public final class Trainer {
  private final TrainingPlan plan;
  private final List<TrainingListener> listeners;

  /**
   * Makes a trainer.
   *
   * @param listeners told of every event, in this order
   */
  public Trainer(TrainingPlan plan, List<TrainingListener> listeners) {
    this.plan = plan;
    this.listeners = List.copyOf(listeners);
  }

  /**
   * Trains until a stop rule ends the run. A run that diverges returns a result with that status;
   * its reason says which number became infinite.
   *
   * @param start the weights to start from, in the order of the objective's layout; not changed
   * @throws TrainingFailedException if the run ends by an error, such as a lost cluster
   * @throws io.sparksgd.plan.InvalidPlanException if the plan does not fit the data; listeners have
   *     received no event
   */
  public TrainingResult fit(BlockSet rows, Optional<BlockSet> validation, double[] start) {
    return fit(rows, validation, start, RunControl.none());
  }

  /**
   * Trains with external controls, such as checkpoints and a stop request.
   *
   * @throws io.sparksgd.checkpoint.CheckpointException if the run cannot resume from the checkpoint
   *     with this plan and data; listeners have received no event
   * @see #fit(BlockSet, Optional, double[])
   */
  public TrainingResult fit(
      BlockSet rows, Optional<BlockSet> validation, double[] start, RunControl control) {
    return new TrainingSetup(plan, rows, validation, start, listeners, control).loop().run();
  }
}
