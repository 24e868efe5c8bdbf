package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;

/**
 * Models of margins {@code m_k = sum_j x_j w_jk + intercept_k}: the gradient of a row is the outer
 * product of its features (and a 1 for the intercept) with one factor an output, {@code weight *
 * dloss / dm_k}.
 */
public final class LinearObjective extends HeadedObjective {
  private static final long serialVersionUID = 1L;

  private final LinearLayout linear;
  private final int outputs;

  LinearObjective(int features, ModelSpec.Intercept intercept, Head head) {
    super(head);
    this.linear = new LinearLayout(features, head.outputs(), intercept);
    this.outputs = head.outputs();
  }

  @Override
  public ParameterLayout layout() {
    return linear.layout();
  }

  @Override
  public boolean absorbsConstants() {
    return linear.hasIntercept();
  }

  @Override
  public Objective withFeatures(int features) {
    return new LinearObjective(features, linear.intercept(), head);
  }

  /**
   * Computes the factors of the selected rows {@code from} (inclusive) to {@code to} (exclusive),
   * and adds their losses and weights.
   *
   * @param factors receives {@code weight * dloss / dm_k} of the {@code (from + i)}-th selected row
   *     at {@code i * outputs + k}
   * @param sum its vector is not touched
   */
  public void factors(
      RowBlock block,
      RowSelection rows,
      int from,
      int to,
      double[] parameters,
      double[] factors,
      GradientSum sum) {
    linear.checkWidth(block);
    linear.checkSizes(parameters, sum);
    block.margins(rows, from, to, parameters, outputs, factors);
    addIntercept(parameters, factors, to - from);
    head.toFactors(block, rows, from, to, factors, sum);
  }

  /**
   * As {@link #factors}, of margins that are known.
   *
   * @param margins those of the selected rows, with the intercept; replaced by the factors
   */
  public void toFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] margins, GradientSum sum) {
    linear.checkWidth(block);
    head.toFactors(block, rows, from, to, margins, sum);
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    int size = rows.size();
    int tile = Math.min(block.rowsPerTile(), size);
    double[] factors = new double[tile * outputs];
    for (int from = 0; from < size; from += tile) {
      int to = Math.min(from + tile, size);
      factors(block, rows, from, to, parameters, factors, sum);
      block.addRows(rows, from, to, factors, outputs, sum.gradient());
      addToIntercept(factors, to - from, sum.gradient());
    }
  }

  private void addToIntercept(double[] factors, int rows, double[] gradient) {
    if (linear.hasIntercept()) {
      int offset = linear.interceptOffset();
      for (int i = 0; i < rows * outputs; i += outputs) {
        for (int k = 0; k < outputs; k++) {
          gradient[offset + k] += factors[i + k];
        }
      }
    }
  }

  private void addIntercept(double[] parameters, double[] margins, int rows) {
    if (linear.hasIntercept()) {
      int offset = linear.interceptOffset();
      for (int i = 0; i < rows * outputs; i += outputs) {
        for (int k = 0; k < outputs; k++) {
          margins[i + k] += parameters[offset + k];
        }
      }
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    linear.checkWidth(block);
    block.margins(row, parameters, outputs, raw);
    addIntercept(parameters, raw, 1);
  }
}
