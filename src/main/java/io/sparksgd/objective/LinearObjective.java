package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;

/** One margin a row, {@code m = sum_j x_j w_j + intercept}, and a loss of it. */
final class LinearObjective implements Objective {
  private static final long serialVersionUID = 1L;

  private final LinearLayout linear;
  private final Loss loss;
  private final Response response;

  LinearObjective(int features, ModelSpec.Intercept intercept, Loss loss, Response response) {
    linear = new LinearLayout(features, 1, intercept);
    this.loss = loss;
    this.response = response;
  }

  @Override
  public ParameterLayout layout() {
    return linear.layout();
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
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    linear.checkWidth(block);
    linear.checkSizes(parameters, sum);
    int size = rows.size();
    if (size == 0) {
      return;
    }
    double[] gradient = sum.gradient();
    double intercept = intercept(parameters);
    double derivatives = 0;
    LossPoint point = new LossPoint();
    for (int i = 0; i < size; i++) {
      int row = rows.row(i);
      double weight = block.weight(row);
      if (weight == 0) {
        // Not 0 * loss: that is NaN where the loss is infinite.
        sum.addRow(0, 0);
        continue;
      }
      double margin = block.dot(row, parameters, 0) + intercept;
      loss.evaluate(margin, block.label(row), point);
      double derivative = weight * point.derivative;
      if (derivative != 0) {
        block.axpy(derivative, row, gradient, 0);
        derivatives += derivative;
      }
      sum.addRow(weight, weight * point.value);
    }
    if (linear.hasIntercept()) {
      gradient[linear.interceptOffset()] += derivatives;
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    linear.checkWidth(block);
    raw[0] = block.dot(row, parameters, 0) + intercept(parameters);
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

  @Override
  public double[] initialParameters(long seed) {
    return new double[linear.size()];
  }

  private double intercept(double[] parameters) {
    return linear.hasIntercept() ? parameters[linear.interceptOffset()] : 0;
  }
}
