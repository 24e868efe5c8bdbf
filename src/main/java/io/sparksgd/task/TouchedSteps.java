package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.IndexSet;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.SparseVector;
import io.sparksgd.math.Vectors;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;

/** Local steps that visit only the touched parameters, for any objective. */
final class TouchedSteps extends LocalSteps {
  private final LocalGradient objective;
  private final IndexSet features;
  private final IndexSet coordinates;
  private final SparseVector touched = new SparseVector();

  TouchedSteps(
      LocalGradient objective, LocalPlan plan, Optimizer optimizer, double[] weights, Round round) {
    super(objective.layout(), plan, optimizer, weights, round);
    this.objective = objective;
    this.features = new IndexSet(layout.groups().get(0).rows());
    this.coordinates = new IndexSet(weights.length);
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    objective.add(block, rows, weights, gradient);
    for (int i = 0; i < rows.size(); i++) {
      block.addIndices(rows.row(i), features);
    }
  }

  @Override
  void update(double learningRate) {
    ParameterGroup first = layout.groups().get(0);
    for (int feature : objective.centring().features()) {
      features.add(feature);
    }
    for (int i = 0; i < features.size(); i++) {
      int at = features.members()[i] * first.columns();
      coordinates.addRange(at, at + first.columns());
    }
    features.clear();
    objective.centre(gradient);
    coordinates.addRange(first.end(), weights.length);
    touched.clear();
    Vectors.gather(gradient.gradient(), coordinates, touched);
    if (gradient.weightSum() != 1) {
      touched.scale(1 / gradient.weightSum());
    }
    optimizer.updateTouched(weights, touched, learningRate);
    gradient.reset(coordinates);
    coordinates.clear();
    objective.nextUpdate();
  }
}
