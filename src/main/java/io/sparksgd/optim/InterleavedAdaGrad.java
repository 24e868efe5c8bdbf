package io.sparksgd.optim;

import io.sparksgd.math.SparseReader;

/**
 * AdaGrad on the touched coordinates, with each weight beside its sum of squares in memory. Local
 * SGD on sparse rows spends its time waiting for memory: so a coordinate costs one wait in place of
 * two, and rows are read where they lie.
 *
 * <p>From {@link Optimizer#interleaved} to {@link #finish} this object has the weights and the
 * memory, and the arrays that it was made of are out of date. Not thread-safe.
 */
public abstract sealed class InterleavedAdaGrad permits InterleavedDoubles, InterleavedFloats {
  /** Two cells a weight are one array. */
  public static final int MOST_WEIGHTS = Integer.MAX_VALUE / 2 - 8;

  private final Optimizer optimizer;
  private long updates;

  /** The rule, whose sums are out of date. */
  final ScaleByAdaGrad rule;

  /** Out of date. */
  final double[] weights;

  InterleavedAdaGrad(Optimizer optimizer, ScaleByAdaGrad rule, double[] weights) {
    this.optimizer = optimizer;
    this.rule = rule;
    this.weights = weights;
  }

  /** A weight as it is now. */
  public abstract double weight(int i);

  /** Multiplies the weights with the vector that it reads. */
  public abstract SparseReader dot();

  /** {@code sum_j x_j w_j} of the vector that {@link #dot} read last. */
  public abstract double product();

  /**
   * Begins an update by the gradient {@code x * factor * scale}, for all x that the returned reader
   * is given: {@code sum += g^2; w -= lr (g / (sqrt(sum) + epsilon))}. No coordinate may come
   * twice. A factor of 0 is a gradient of 0, also where x is infinite.
   */
  public final SparseReader update(double factor, double scale, double learningRate) {
    updates++;
    return move(factor, scale, learningRate);
  }

  abstract SparseReader move(double factor, double scale, double learningRate);

  /** Gives weights and memory back to the arrays and the optimizer it was made of. */
  public final void finish() {
    giveBack(weights, rule.sum());
    optimizer.countUpdates(updates);
    updates = 0;
  }

  abstract void giveBack(double[] to, double[] sum);
}
