package io.sparksgd.plan;

import java.io.Serializable;

/**
 * The plan of one Spark job, in three numbers: rows of a micro-batch (the sampler's), micro-batches
 * whose gradients add up at the same weights, and updates that a partition makes by itself before
 * it answers. Synchronous SGD makes none: its update follows on the driver. Data plane, as it
 * travels in every task.
 */
public final class Round implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where the updates of a round are made. */
  public enum Kind {
    /** One update, on the driver, with the gradients of all partitions. */
    SYNCHRONOUS,
    /** Several updates on each partition by itself; the driver averages the changes. */
    LOCAL
  }

  private final Kind kind;
  private final long number;
  private final long firstUpdate;
  private final long updatesBefore;
  private final int updates;
  private final int accumulationSteps;

  /**
   * A round.
   *
   * @param number rounds before it
   * @param firstUpdate updates that micro-batches were drawn for before it, including those without
   *     rows
   * @param updatesBefore updates made before it
   * @param updates optimizer updates of this round
   */
  public Round(
      Kind kind,
      long number,
      long firstUpdate,
      long updatesBefore,
      int updates,
      int accumulationSteps) {
    this.kind = kind;
    this.number = number;
    this.firstUpdate = firstUpdate;
    this.updatesBefore = updatesBefore;
    this.updates = updates;
    this.accumulationSteps = accumulationSteps;
  }

  public boolean isLocal() {
    return kind == Kind.LOCAL;
  }

  /** Rounds before this one. */
  public long number() {
    return number;
  }

  /** Updates made before this round. */
  public long updatesBefore() {
    return updatesBefore;
  }

  /** Optimizer updates of the round: the local steps, or 1. */
  public int updates() {
    return updates;
  }

  /** Micro-batches whose gradients add up at the same weights. */
  public int accumulationSteps() {
    return accumulationSteps;
  }

  /** Number, since the run began, of the round's first micro-batch. */
  public long firstMicroBatch() {
    return firstUpdate * accumulationSteps;
  }

  /** Micro-batches of the round. */
  public long microBatches() {
    return (long) updates * accumulationSteps;
  }
}
