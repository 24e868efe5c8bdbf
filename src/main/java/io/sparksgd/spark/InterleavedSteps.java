package io.sparksgd.spark;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.SparseVector;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.optim.InterleavedAdaGrad;
import io.sparksgd.optim.Optimizer;

/** Factored steps of one output whose weights lie beside the rule's memory of them. */
final class InterleavedSteps extends FactoredSteps {
  private final InterleavedAdaGrad cells;
  private final double[] factor = new double[1];
  private int[] features = {};
  private double[] values = {};

  InterleavedSteps(
      LinearObjective objective,
      LocalPlan plan,
      Optimizer optimizer,
      InterleavedAdaGrad cells,
      double[] weights,
      Round round) {
    super(objective, plan, optimizer, weights, round);
    this.cells = cells;
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    if (rows.size() == 1 && touched.isEmpty()) {
      onlyRow(block, rows);
    } else {
      super.rows(block, rows);
    }
  }

  /** The most frequent case in local SGD: the row is copied once. */
  private void onlyRow(RowBlock block, RowSelection rows) {
    SparseVector row = touched.first(block, rows.row(0));
    factor[0] = margin(row.coordinates(), row.values(), row.size());
    objective.toFactors(block, rows, 0, 1, factor, gradient);
    touched.multiplyFirst(factor[0]);
    addToIntercept(factor, 0);
  }

  @Override
  void factors(RowBlock block, RowSelection rows, double[] rowFactors) {
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.row(i);
      int count = block.storedValues(row);
      if (features.length < count) {
        features = new int[2 * count];
        values = new double[2 * count];
      }
      block.copyRow(row, features, values, 0);
      rowFactors[i] = margin(features, values, count);
    }
    objective.toFactors(block, rows, 0, rows.size(), rowFactors, gradient);
  }

  private double margin(int[] coordinates, double[] x, int count) {
    double margin = cells.dot(coordinates, x, count);
    return intercept.length > 0 ? margin + cells.weight(weights.length - 1) : margin;
  }

  @Override
  void apply(SparseVector average, double learningRate) {
    cells.update(average, learningRate);
  }

  @Override
  double[] weights() {
    cells.finish();
    return weights;
  }
}
