package io.sparksgd.spark;

import java.io.Serializable;

/**
 * The plan of one Spark job: which micro-batches each partition adds up before it answers. Data
 * plane, as it travels in every task.
 */
final class Round implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long firstMicroBatch;
  private final int accumulationSteps;

  Round(long firstMicroBatch, int accumulationSteps) {
    this.firstMicroBatch = firstMicroBatch;
    this.accumulationSteps = accumulationSteps;
  }

  /** Number, since the run began, of the round's first micro-batch. */
  long firstMicroBatch() {
    return firstMicroBatch;
  }

  /** Micro-batches whose gradients add up at the same weights. */
  int accumulationSteps() {
    return accumulationSteps;
  }

  /** The round after this one. */
  Round next() {
    return new Round(firstMicroBatch + accumulationSteps, accumulationSteps);
  }
}
