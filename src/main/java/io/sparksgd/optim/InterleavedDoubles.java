package io.sparksgd.optim;

import io.sparksgd.math.SparseReader;

/** Cells of doubles: the weights are those of {@link Optimizer#updateTouched}, bit for bit. */
final class InterleavedDoubles extends InterleavedAdaGrad {
  /** Weight i at 2 i, its sum of squares after it. */
  private final double[] cells;

  private final Dot dot = new Dot();
  private final Move move = new Move();

  InterleavedDoubles(Optimizer optimizer, ScaleByAdaGrad rule, double[] weights) {
    super(optimizer, rule, weights);
    double[] sum = rule.sum();
    cells = new double[2 * weights.length];
    for (int i = 0; i < weights.length; i++) {
      cells[2 * i] = weights[i];
      cells[2 * i + 1] = sum[i];
    }
  }

  @Override
  public double weight(int i) {
    return cells[2 * i];
  }

  @Override
  public SparseReader dot() {
    return dot;
  }

  @Override
  public double product() {
    return dot.sum;
  }

  @Override
  SparseReader move(double factor, double scale, double learningRate) {
    move.factor = factor;
    move.scale = scale;
    move.learningRate = learningRate;
    return move;
  }

  @Override
  void giveBack(double[] to, double[] sum) {
    for (int i = 0; i < to.length; i++) {
      to[i] = cells[2 * i];
      sum[i] = cells[2 * i + 1];
    }
  }

  /** In four sums by the position, as sparse blocks add their margins. */
  private final class Dot implements SparseReader {
    private double sum;

    @Override
    public void doubles(int[] at, double[] x, int from, int to) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = from;
      for (; j + 3 < to; j += 4) {
        s0 += x[j] * cells[2 * at[j]];
        s1 += x[j + 1] * cells[2 * at[j + 1]];
        s2 += x[j + 2] * cells[2 * at[j + 2]];
        s3 += x[j + 3] * cells[2 * at[j + 3]];
      }
      if (j < to) {
        s0 += x[j] * cells[2 * at[j]];
      }
      if (j + 1 < to) {
        s1 += x[j + 1] * cells[2 * at[j + 1]];
      }
      if (j + 2 < to) {
        s2 += x[j + 2] * cells[2 * at[j + 2]];
      }
      sum = (s0 + s1) + (s2 + s3);
    }

    @Override
    public void floats(int[] at, float[] x, int from, int to) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = from;
      for (; j + 3 < to; j += 4) {
        s0 += x[j] * cells[2 * at[j]];
        s1 += x[j + 1] * cells[2 * at[j + 1]];
        s2 += x[j + 2] * cells[2 * at[j + 2]];
        s3 += x[j + 3] * cells[2 * at[j + 3]];
      }
      if (j < to) {
        s0 += x[j] * cells[2 * at[j]];
      }
      if (j + 1 < to) {
        s1 += x[j + 1] * cells[2 * at[j + 1]];
      }
      if (j + 2 < to) {
        s2 += x[j + 2] * cells[2 * at[j + 2]];
      }
      sum = (s0 + s1) + (s2 + s3);
    }

    @Override
    public void ones(int[] at, int from, int to) {
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int j = from;
      for (; j + 3 < to; j += 4) {
        s0 += cells[2 * at[j]];
        s1 += cells[2 * at[j + 1]];
        s2 += cells[2 * at[j + 2]];
        s3 += cells[2 * at[j + 3]];
      }
      if (j < to) {
        s0 += cells[2 * at[j]];
      }
      if (j + 1 < to) {
        s1 += cells[2 * at[j + 1]];
      }
      if (j + 2 < to) {
        s2 += cells[2 * at[j + 2]];
      }
      sum = (s0 + s1) + (s2 + s3);
    }
  }

  private final class Move implements SparseReader {
    private double factor;
    private double scale;
    private double learningRate;

    @Override
    public void doubles(int[] at, double[] x, int from, int to) {
      for (int j = from; j < to; j++) {
        move(2 * at[j], x[j]);
      }
    }

    @Override
    public void floats(int[] at, float[] x, int from, int to) {
      for (int j = from; j < to; j++) {
        move(2 * at[j], x[j]);
      }
    }

    @Override
    public void ones(int[] at, int from, int to) {
      for (int j = from; j < to; j++) {
        move(2 * at[j], 1);
      }
    }

    private void move(int cell, double x) {
      double g = factor == 0 ? 0 : x * factor * scale;
      double sum = cells[cell + 1] + g * g;
      cells[cell + 1] = sum;
      cells[cell] -= g / (Math.sqrt(sum) + rule.epsilon()) * learningRate;
    }
  }
}
