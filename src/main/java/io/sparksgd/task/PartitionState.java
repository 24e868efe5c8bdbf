package io.sparksgd.task;

import io.sparksgd.exchange.EncodedSum;
import java.io.Serializable;

/**
 * The state of a partition between two rounds: the part of vectors that its codec has not sent yet
 * and, where every partition keeps its own, the optimizer state. It also has the contribution of
 * the round that it follows. It is immutable, so that a task that runs again finds it unchanged.
 */
public final class PartitionState implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The empty state before the first round. */
  public static final PartitionState NONE =
      new PartitionState(new double[0], new double[0][], 0, null);

  private final double[] residual;
  private final double[][] slots;
  private final long updates;
  private final EncodedSum encodedSum;

  public PartitionState(double[] residual, double[][] slots, long updates, EncodedSum encodedSum) {
    this.residual = residual;
    this.slots = slots;
    this.updates = updates;
    this.encodedSum = encodedSum;
  }

  /** The part that was not sent; an empty array means zeros. */
  public double[] residual() {
    return residual;
  }

  /** The optimizer state; empty means a new one. */
  public double[][] slots() {
    return slots;
  }

  /** Updates that the rule has made. */
  public long updates() {
    return updates;
  }

  /** The contribution of the partition in this round; null in a restored state. */
  EncodedSum encodedSum() {
    return encodedSum;
  }
}
