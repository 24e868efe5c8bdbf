package io.sparksgd.monitor;

import java.util.Map;

/** Something that happened in a run. */
public sealed interface TrainingEvent {

  /** Optimizer updates made so far. */
  long step();

  /**
   * The run is about to make its first update, or its first one after a checkpoint.
   *
   * @param step updates made before (0 for a new run)
   * @param plan the facts that are known before the first step
   */
  record Started(long step, RunPlan plan) implements TrainingEvent {}

  /**
   * One optimizer update was made, or a round of local ones.
   *
   * @param step number of this update, from 1; of the last one in a round
   * @param epoch rows used so far / training rows
   * @param rows rows used so far
   * @param batchRows rows of this update
   * @param trainLoss objective (with penalty) on the rows of this update, before it
   * @param runningLoss exponential moving average of {@code trainLoss}
   * @param learningRate the learning rate used
   * @param gradientNorm norm of the averaged gradient before clipping; after local steps, of the
   *     averaged change of the weights
   * @param seconds seconds since training started
   * @param phases seconds of this update by phase
   * @param bytes bytes of this update by direction
   * @param cosine similarity of the original and the sent vectors; 1 without compression
   */
  record StepDone(
      long step,
      double epoch,
      long rows,
      long batchRows,
      double trainLoss,
      double runningLoss,
      double learningRate,
      double gradientNorm,
      double seconds,
      Map<Phase, Double> phases,
      Traffic bytes,
      double cosine)
      implements TrainingEvent {}

  /**
   * The validation rows were evaluated.
   *
   * @param metrics values of the metrics that apply
   * @param evaluationSeconds seconds that the evaluation took
   * @param best whether the watched metric is the best so far
   */
  record Evaluated(
      long step,
      double epoch,
      long rows,
      Map<Metric, Double> metrics,
      double seconds,
      double evaluationSeconds,
      boolean best)
      implements TrainingEvent {}

  /**
   * The run diverged, and continues.
   *
   * @param step updates made before
   * @param seconds seconds since training started
   * @param what is wrong
   * @param action SKIP or ROLL_BACK
   * @param goesOnAfter updates made in the state from which it continues
   * @param rateFactor by which the learning rate is multiplied from now on
   */
  record Diverged(
      long step,
      double seconds,
      String what,
      OnDivergence action,
      long goesOnAfter,
      double rateFactor)
      implements TrainingEvent {}

  /**
   * The state of the run was saved, while it made more steps.
   *
   * @param step updates made in that state
   * @param seconds seconds since training started
   * @param saveSeconds seconds that saving took
   * @param stalledSeconds of them in which no step was made
   * @param bytes of the files
   * @param folder of the checkpoint
   */
  record Checkpointed(
      long step,
      double seconds,
      double saveSeconds,
      double stalledSeconds,
      long bytes,
      String folder)
      implements TrainingEvent {}

  /** The state could not be saved, and the run continues. {@code reason} is for users. */
  record CheckpointFailed(long step, double seconds, String reason) implements TrainingEvent {}

  /** The run ended; {@code reason} is a sentence for users. */
  record Stopped(
      long step, double epoch, long rows, double seconds, RunStatus status, String reason)
      implements TrainingEvent {}
}
