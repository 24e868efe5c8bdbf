package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.data.RowSum;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.SparseVector;
import io.sparksgd.objective.LinearObjective;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;

/**
 * Local steps of the linear family that visit only the touched parameters. The gradient of a row is
 * its features times a few factors, so no vector as long as the weights is needed.
 */
class FactoredSteps extends LocalSteps {
  final LinearObjective objective;
  private final int outputs;
  final RowSum touched;

  /** The sums of the factors; empty without an intercept. */
  final double[] intercept;

  private double[] factors = {};

  FactoredSteps(
      LinearObjective objective,
      LocalPlan plan,
      Optimizer optimizer,
      double[] weights,
      Round round) {
    super(objective.layout(), plan, optimizer, weights, round);
    ParameterGroup first = layout.groups().get(0);
    this.objective = objective;
    this.outputs = objective.outputs();
    this.touched = new RowSum(first.rows(), outputs);
    this.intercept = new double[weights.length - first.end()];
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    int size = rows.size();
    if (factors.length < size * outputs) {
      factors = new double[size * outputs];
    }
    factors(block, rows, factors);
    for (int i = 0; i < size; i++) {
      touched.add(block, rows.row(i), factors, i * outputs);
      addToIntercept(factors, i * outputs);
    }
  }

  /** Adds the factors of a row that begin at {@code from} to the intercept's gradient. */
  final void addToIntercept(double[] rowFactors, int from) {
    for (int k = 0; k < intercept.length; k++) {
      intercept[k] += rowFactors[from + k];
    }
  }

  /**
   * Computes the factors of rows, and adds their losses and weights to the gradient's.
   *
   * @param rowFactors receives the factors
   */
  void factors(RowBlock block, RowSelection rows, double[] rowFactors) {
    objective.factors(block, rows, 0, rows.size(), weights, rowFactors, gradient);
  }

  /** Moves the weights by an averaged gradient. */
  void apply(SparseVector average, double learningRate) {
    optimizer.updateTouched(weights, average, learningRate);
  }

  @Override
  void update(double learningRate) {
    SparseVector average = touched.sum();
    int firstOfIntercept = weights.length - intercept.length;
    for (int k = 0; k < intercept.length; k++) {
      average.add(firstOfIntercept + k, intercept[k]);
      intercept[k] = 0;
    }
    if (gradient.weightSum() != 1) {
      average.scale(1 / gradient.weightSum());
    }
    apply(average, learningRate);
    touched.clear();
    gradient.reset();
  }
}
