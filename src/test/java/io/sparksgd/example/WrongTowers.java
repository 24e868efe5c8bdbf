package io.sparksgd.example;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;

/** A model whose gradient leaves out the last parameter. */
final class WrongTowers implements Objective {
  private static final long serialVersionUID = 1L;
  private final Objective right;

  WrongTowers(Objective right) {
    this.right = right;
  }

  @Override
  public ParameterLayout layout() {
    return right.layout();
  }

  @Override
  public Task task() {
    return right.task();
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] w, GradientSum sum) {
    right.addGradient(block, rows, w, sum);
    sum.gradient()[sum.size() - 1] = 0;
  }

  @Override
  public void raw(RowBlock block, int row, double[] w, double[] raw) {
    right.raw(block, row, w, raw);
  }

  @Override
  public double loss(double[] raw, double label) {
    return right.loss(raw, label);
  }

  @Override
  public double[] initialParameters(long seed) {
    return right.initialParameters(seed);
  }
}
