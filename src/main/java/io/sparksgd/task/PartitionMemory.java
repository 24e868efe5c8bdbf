package io.sparksgd.task;

import io.sparksgd.exchange.Contribution;
import java.io.Serializable;

/**
 * What a partition remembers from one round to the next: what its codec has not sent yet, and the
 * memory of its update rule where every partition keeps its own. With the contribution of the round
 * that it is the memory after. Immutable: a task that runs again finds it as it was.
 */
public final class PartitionMemory implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nothing: before the first round. */
  public static final PartitionMemory NONE =
      new PartitionMemory(new double[0], new double[0][], 0, null);

  private final double[] residual;
  private final double[][] slots;
  private final long updates;
  private final Contribution contribution;

  public PartitionMemory(
      double[] residual, double[][] slots, long updates, Contribution contribution) {
    this.residual = residual;
    this.slots = slots;
    this.updates = updates;
    this.contribution = contribution;
  }

  /** What was not sent; empty: zeros. */
  public double[] residual() {
    return residual;
  }

  /** Memory of the update rule; empty: a fresh one. */
  public double[][] slots() {
    return slots;
  }

  /** Updates that the rule has made. */
  public long updates() {
    return updates;
  }

  /** What the partition sends in this round; null in a memory that was saved. */
  Contribution contribution() {
    return contribution;
  }
}
