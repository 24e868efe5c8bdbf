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
    int tile = Math.min(block.rowsPerTile(), size);
    // First margins, then what each row is multiplied with.
    double[] factors = new double[tile];
    LossPoint point = new LossPoint();
    for (int from = 0; from < size; from += tile) {
      int to = Math.min(from + tile, size);
      block.margins(rows, from, to, parameters, 1, factors);
      for (int i = from; i < to; i++) {
        factors[i - from] = addLoss(block, rows.row(i), factors[i - from], parameters, point, sum);
      }
      block.addRows(rows, from, to, factors, 1, gradient);
      addIntercept(factors, to - from, gradient);
    }
  }

  /** Adds the loss of a row and returns {@code weight * derivative}. */
  private double addLoss(
      RowBlock block,
      int row,
      double product,
      double[] parameters,
      LossPoint point,
      GradientSum sum) {
    double weight = block.weight(row);
    if (weight == 0) {
      // Not 0 * loss: that is NaN where the loss is infinite.
      sum.addRow(0, 0);
      return 0;
    }
    loss.evaluate(product + intercept(parameters), block.label(row), point);
    sum.addRow(weight, weight * point.value);
    return weight * point.derivative;
  }

  private void addIntercept(double[] factors, int count, double[] gradient) {
    if (linear.hasIntercept()) {
      int offset = linear.interceptOffset();
      for (int i = 0; i < count; i++) {
        gradient[offset] += factors[i];
      }
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    linear.checkWidth(block);
    block.margins(row, parameters, 1, raw);
    raw[0] += intercept(parameters);
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
