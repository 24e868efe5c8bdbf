package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.SparseReader;
import io.sparksgd.math.SparseVector;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.optim.InterleavedAdaGrad;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;

/** Factored steps of one output. Each weight lies beside its optimizer state in one array. */
final class InterleavedSteps extends FactoredSteps {
  private final InterleavedAdaGrad cells;
  private final double[] factor = new double[1];

  /** The last parameter; empty without an intercept. */
  private final int[] interceptAt;

  /**
   * The pending row: the only row of the next update so far, if its block is set; its factor is
   * known.
   */
  private RowBlock onlyBlock;

  private int onlyRow;

  InterleavedSteps(
      LinearObjective objective,
      LocalPlan plan,
      Optimizer optimizer,
      InterleavedAdaGrad cells,
      double[] weights,
      Round round) {
    super(objective, plan, optimizer, weights, round);
    this.cells = cells;
    this.interceptAt = intercept.length > 0 ? new int[] {weights.length - 1} : new int[0];
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    if (rows.size() == 1 && onlyBlock == null && touched.isEmpty()) {
      onlyBlock = block;
      onlyRow = rows.row(0);
      factors(block, rows, factor);
    } else {
      enterOnlyRow();
      super.rows(block, rows);
    }
  }

  /** A second row arrived: adds the pending one to the sum. */
  private void enterOnlyRow() {
    if (onlyBlock != null) {
      touched.add(onlyBlock, onlyRow, factor, 0);
      addToIntercept(factor, 0);
      onlyBlock = null;
    }
  }

  @Override
  void factors(RowBlock block, RowSelection rows, double[] rowFactors) {
    for (int i = 0; i < rows.size(); i++) {
      block.read(rows.row(i), cells.dot());
      double margin = cells.product();
      rowFactors[i] = interceptAt.length > 0 ? margin + cells.weight(interceptAt[0]) : margin;
    }
    objective.toFactors(block, rows, 0, rows.size(), rowFactors, gradient);
  }

  @Override
  void update(double learningRate) {
    if (onlyBlock == null) {
      super.update(learningRate);
      return;
    }
    // The most frequent case in local SGD: the row is not copied at all.
    SparseReader move = cells.update(factor[0], 1 / gradient.weightSum(), learningRate);
    onlyBlock.read(onlyRow, move);
    move.ones(interceptAt, 0, interceptAt.length);
    onlyBlock = null;
    gradient.reset();
  }

  @Override
  void apply(SparseVector average, double learningRate) {
    average.read(cells.update(1, 1, learningRate));
  }

  @Override
  double[] weights() {
    cells.finish();
    return weights;
  }
}
