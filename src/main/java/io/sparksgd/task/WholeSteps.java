package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.Vectors;
import io.sparksgd.optim.Optimizer;
import io.sparksgd.plan.LocalPlan;
import io.sparksgd.plan.Round;

/** Local steps that visit all parameters. */
final class WholeSteps extends LocalSteps {
  private final LocalGradient objective;

  WholeSteps(
      LocalGradient objective, LocalPlan plan, Optimizer optimizer, double[] weights, Round round) {
    super(objective.layout(), plan, optimizer, weights, round);
    this.objective = objective;
  }

  @Override
  public void rows(RowBlock block, RowSelection rows) {
    objective.add(block, rows, weights, gradient);
  }

  @Override
  void update(double learningRate) {
    objective.centre(gradient);
    double[] g = gradient.gradient();
    Vectors.scale(1 / gradient.weightSum(), g);
    plan.penalty().addGradient(weights, layout, g);
    optimizer.update(weights, g, learningRate);
    plan.penalty().proximalStep(weights, layout, learningRate);
    gradient.reset();
    objective.nextUpdate();
  }
}
