package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;

/** One raw output a row, and a loss of it. */
final class OneOutput implements Head {
  private static final long serialVersionUID = 1L;

  private final Loss loss;
  private final Response response;

  OneOutput(Loss loss, Response response) {
    this.loss = loss;
    this.response = response;
  }

  @Override
  public Objective.Task task() {
    return response.task();
  }

  @Override
  public int outputs() {
    return 1;
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
  public void toFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] raw, GradientSum sum) {
    LossPoint point = new LossPoint();
    for (int i = from; i < to; i++) {
      int row = rows.row(i);
      double weight = block.weight(row);
      if (weight == 0) {
        // Not 0 * loss: that is NaN where the loss is infinite.
        sum.addRow(0, 0);
        raw[i - from] = 0;
        continue;
      }
      loss.evaluate(raw[i - from], block.label(row), point);
      sum.addRow(weight, weight * point.value);
      raw[i - from] = weight * point.derivative;
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
