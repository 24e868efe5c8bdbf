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
  void factors(RowBlock block, RowSelection rows, double[] rowFactors) {
    for (int i = 0; i < rows.size(); i++) {
      int row = rows.row(i);
      int count = block.storedValues(row);
      if (features.length < count) {
        features = new int[2 * count];
        values = new double[2 * count];
      }
      block.copyRow(row, features, values, 0);
      double margin = cells.dot(features, values, count);
      rowFactors[i] = intercept.length > 0 ? margin + cells.weight(weights.length - 1) : margin;
    }
    objective.toFactors(block, rows, 0, rows.size(), rowFactors, gradient);
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
