package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;

/**
 * AdaGrad on the touched coordinates, with each weight beside its sum of squares in memory. Local
 * SGD on sparse rows spends its time waiting for memory: so a coordinate costs one wait in place of
 * two. The weights are those of {@link Optimizer#updateTouched}, bit for bit.
 *
 * <p>From {@link Optimizer#interleaved} to {@link #finish} this object has the weights and the
 * memory, and the arrays that it was made of are out of date. Not thread-safe.
 */
public final class InterleavedAdaGrad {
  private final Optimizer optimizer;
  private final ScaleByAdaGrad rule;
  private final double[] weights;

  /** Weight i at 2 i, its sum of squares after it. */
  private final double[] cells;

  private double[] sums = {};
  private double[] moves = {};
  private long updates;

  InterleavedAdaGrad(Optimizer optimizer, ScaleByAdaGrad rule, double[] weights) {
    this.optimizer = optimizer;
    this.rule = rule;
    this.weights = weights;
    double[] sum = rule.sum();
    cells = new double[2 * weights.length];
    for (int i = 0; i < weights.length; i++) {
      cells[2 * i] = weights[i];
      cells[2 * i + 1] = sum[i];
    }
  }

  /** Whether vectors of this length fit. */
  static boolean fits(int size) {
    return size <= Integer.MAX_VALUE / 2 - 8;
  }

  /** A weight as it is now. */
  public double weight(int i) {
    return cells[2 * i];
  }

  /**
   * {@code sum_j values_j w[coordinates_j]}, in four sums by the position, as sparse blocks add
   * their margins.
   *
   * @param count of the coordinates, from 0
   */
  public double dot(int[] coordinates, double[] values, int count) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int j = 0;
    for (; j + 3 < count; j += 4) {
      s0 += values[j] * cells[2 * coordinates[j]];
      s1 += values[j + 1] * cells[2 * coordinates[j + 1]];
      s2 += values[j + 2] * cells[2 * coordinates[j + 2]];
      s3 += values[j + 3] * cells[2 * coordinates[j + 3]];
    }
    if (j < count) {
      s0 += values[j] * cells[2 * coordinates[j]];
    }
    if (j + 1 < count) {
      s1 += values[j + 1] * cells[2 * coordinates[j + 1]];
    }
    if (j + 2 < count) {
      s2 += values[j + 2] * cells[2 * coordinates[j + 2]];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * One update: {@code sum += g^2; w -= lr (g / (sqrt(sum) + epsilon))}.
   *
   * @param gradient the averaged gradient on the coordinates that it touches; not changed
   */
  public void update(SparseVector gradient, double learningRate) {
    int size = gradient.size();
    if (sums.length < size) {
      sums = new double[2 * size];
      moves = new double[2 * size];
    }
    addSquares(gradient.coordinates(), gradient.values(), size);
    computeMoves(gradient.values(), sums, moves, size, rule.epsilon(), learningRate);
    move(gradient.coordinates(), size);
    updates++;
  }

  private void addSquares(int[] at, double[] g, int size) {
    for (int i = 0; i < size; i++) {
      sums[i] = cells[2 * at[i] + 1] + g[i] * g[i];
    }
  }

  /** By itself, over arrays only: so that roots and quotients are taken several at once. */
  private static void computeMoves(
      double[] g, double[] sums, double[] moves, int size, double epsilon, double learningRate) {
    for (int i = 0; i < size; i++) {
      moves[i] = g[i] / (Math.sqrt(sums[i]) + epsilon) * learningRate;
    }
  }

  private void move(int[] at, int size) {
    for (int i = 0; i < size; i++) {
      int cell = 2 * at[i];
      cells[cell] -= moves[i];
      cells[cell + 1] = sums[i];
    }
  }

  /** Gives weights and memory back to the arrays and the optimizer it was made of. */
  public void finish() {
    double[] sum = rule.sum();
    for (int i = 0; i < weights.length; i++) {
      weights[i] = cells[2 * i];
      sum[i] = cells[2 * i + 1];
    }
    optimizer.countUpdates(updates);
    updates = 0;
  }
}
