package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;

/** One raw output a row, and a loss of it. */
final class OneOutput implements Head {
  private static final long serialVersionUID = 1L;

  /** Rows for which arrays are not worth it. */
  private static final int FEW = 8;

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
    int count = to - from;
    if (count < FEW) {
      LossPoint point = new LossPoint();
      for (int i = 0; i < count; i++) {
        int row = rows.row(from + i);
        loss.evaluate(raw[i], block.label(row), point);
        raw[i] = factor(block.weight(row), point.value, point.derivative, sum);
      }
      return;
    }
    double[] labels = new double[count];
    double[] losses = new double[count];
    for (int i = 0; i < count; i++) {
      labels[i] = block.label(rows.row(from + i));
    }
    loss.evaluate(raw, labels, count, losses);
    for (int i = 0; i < count; i++) {
      raw[i] = factor(block.weight(rows.row(from + i)), losses[i], raw[i], sum);
    }
  }

  /** Counts the row, too. */
  private static double factor(double weight, double loss, double derivative, GradientSum sum) {
    if (weight == 0) {
      // Not 0 * loss: that is NaN where the loss is infinite.
      sum.addRow(0, 0);
      return 0;
    }
    sum.addRow(weight, weight * loss);
    return weight * derivative;
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
