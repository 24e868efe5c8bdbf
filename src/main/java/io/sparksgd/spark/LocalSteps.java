package io.sparksgd.spark;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.IndexSet;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.Vectors;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.optim.Optimizer;

/**
 * Makes updates of local weights as the rows of a round come in. While rows touch few of many
 * features and the rule allows it, an update visits the touched parameters only.
 */
final class LocalSteps implements Sampler.BatchRows {
  /** Features for each stored value of an update from which only the touched ones are visited. */
  static final int TOUCHED_FROM = 3;

  private final Objective objective;
  private final ParameterLayout layout;
  private final LocalPlan plan;
  private final Optimizer optimizer;
  private final double[] weights;
  private final int accumulationSteps;
  private final GradientSum gradient;
  private final GradientSum sums;

  /** Features and coordinates that the next update touches; null: all. */
  private final IndexSet features;

  private final IndexSet coordinates;
  private int microBatches;
  private int updates;

  LocalSteps(
      Objective objective,
      LocalPlan plan,
      Optimizer optimizer,
      double[] weights,
      Round round,
      boolean sparse) {
    this.objective = objective;
    this.layout = objective.layout();
    this.plan = plan;
    this.optimizer = optimizer;
    this.weights = weights;
    this.accumulationSteps = round.accumulationSteps();
    this.gradient = new GradientSum(weights.length);
    this.sums = new GradientSum(weights.length);
    this.coordinates = sparse ? new IndexSet(weights.length) : null;
    ParameterGroup first = layout.groups().get(0);
    // With one parameter a feature, a feature's number is its coordinate.
    this.features = sparse && first.columns() > 1 ? new IndexSet(first.rows()) : coordinates;
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    objective.addGradient(block, rows, weights, gradient);
    if (features != null) {
      for (int i = 0; i < rows.size(); i++) {
        block.addIndices(rows.row(i), features);
      }
    }
  }

  @Override
  public void endOfMicroBatch() {
    if (++microBatches < accumulationSteps) {
      return;
    }
    microBatches = 0;
    if (gradient.weightSum() > 0) {
      double rate = plan.rates().at(updates);
      if (features != null) {
        updateTouched(rate);
      } else {
        updateAll(rate);
      }
    }
    updates++;
  }

  private void updateAll(double rate) {
    double[] g = gradient.gradient();
    Vectors.scale(1 / gradient.weightSum(), g);
    plan.penalty().addGradient(weights, layout, g);
    optimizer.update(weights, g, rate);
    plan.penalty().proximalStep(weights, layout, rate);
    count();
    gradient.reset();
  }

  private void updateTouched(double rate) {
    ParameterGroup first = layout.groups().get(0);
    if (features != coordinates) {
      for (int i = 0; i < features.size(); i++) {
        int at = features.members()[i] * first.columns();
        coordinates.addRange(at, at + first.columns());
      }
      features.clear();
    }
    coordinates.addRange(first.end(), weights.length);
    double[] g = gradient.gradient();
    if (gradient.weightSum() != 1) {
      Vectors.scale(1 / gradient.weightSum(), g, coordinates);
    }
    optimizer.updateTouched(weights, g, coordinates, rate);
    count();
    gradient.reset(coordinates);
    coordinates.clear();
  }

  private void count() {
    sums.addSums(gradient.rows(), gradient.weightSum(), gradient.lossSum());
  }

  /** The local weights: a live array. */
  double[] weights() {
    return weights;
  }

  /** Loss, weight and number of the rows used; its vector is still empty. */
  GradientSum sums() {
    return sums;
  }
}
