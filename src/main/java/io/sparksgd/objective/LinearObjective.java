package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;

/** One margin a row, {@code m = sum_j x_j w_j + intercept}, and a loss of it. */
final class LinearObjective extends LinearFamily {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final Response response;

  LinearObjective(int features, ModelSpec.Intercept intercept, Loss loss, Response response) {
    super(features, 1, intercept);
    this.loss = loss;
    this.response = response;
  }

  @Override
  public Objective withFeatures(int features) {
    return new LinearObjective(features, linear.intercept(), loss, response);
  }

  @Override
  public Task task() {
    return response.task();
  }

  @Override
  public boolean hasProbability() {
    return response.hasProbability();
  }

  @Override
  public String invalidLabel(double label) {
    return response.invalidLabel(label);
  }

  @Override
  void marginsToFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] factors, GradientSum sum) {
    LossPoint point = new LossPoint();
    for (int i = from; i < to; i++) {
      int row = rows.row(i);
      double weight = block.weight(row);
      if (weight == 0) {
        // Not 0 * loss: that is NaN where the loss is infinite.
        sum.addRow(0, 0);
        factors[i - from] = 0;
        continue;
      }
      loss.evaluate(factors[i - from], block.label(row), point);
      sum.addRow(weight, weight * point.value);
      factors[i - from] = weight * point.derivative;
    }
  }

  @Override
  public double loss(double[] raw, double label) {
    LossPoint point = new LossPoint();
    loss.evaluate(raw[0], label, point);
    return point.value;
  }

  @Override
  public double predict(double[] raw, double[] probability) {
    return response.predict(raw[0], probability);
  }
}
