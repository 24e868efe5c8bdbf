package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;

/**
 * Factorization machine of the second order (Rendle: Factorization Machines, 2010): {@code m = w0 +
 * sum_j w_j x_j + sum_{i < j} <v_i, v_j> x_i x_j}, in time linear in the stored values: the pairs
 * are {@code sum_f (s_f^2 - sum_j v_jf^2 x_j^2) / 2} with {@code s_f = sum_j v_jf x_j}, and the
 * derivative by {@code v_jf} is {@code x_j (s_f - v_jf x_j)}.
 *
 * <p>A feature's parameters stand together, {@code w_j, v_j1 .. v_jk}: one row of the first group,
 * one line or two of memory.
 */
final class FactorizationMachine extends HeadedObjective {
  private static final long serialVersionUID = 1L;

  /** Random draws of the start values. */
  private static final long START = 0x464D;

  private static final int TILE = 32;

  private final LinearLayout linear;
  private final int features;
  private final int factors;
  private final double initScale;

  FactorizationMachine(
      int features, int factors, double initScale, ModelSpec.Intercept intercept, Head head) {
    super(head);
    this.linear = new LinearLayout(features, 1 + factors, 1, intercept);
    this.features = features;
    this.factors = factors;
    this.initScale = initScale;
  }

  @Override
  public ParameterLayout layout() {
    return linear.layout();
  }

  @Override
  public Objective withFeatures(int others) {
    return new FactorizationMachine(others, factors, initScale, linear.intercept(), head);
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    linear.checkWidth(block);
    linear.checkSizes(parameters, sum);
    int size = rows.size();
    int tile = Math.min(TILE, size);
    double[] margins = new double[tile];
    double[] sums = new double[tile * factors];
    StoredRow row = new StoredRow();
    for (int from = 0; from < size; from += tile) {
      int to = Math.min(from + tile, size);
      for (int i = from; i < to; i++) {
        row.read(block, rows.row(i));
        margins[i - from] = margin(row, parameters, sums, (i - from) * factors);
      }
      head.toFactors(block, rows, from, to, margins, sum);
      for (int i = from; i < to; i++) {
        // A factor of 0 leaves its row out, as in the linear family.
        if (margins[i - from] != 0) {
          row.read(block, rows.row(i));
          addRow(row, margins[i - from], parameters, sums, (i - from) * factors, sum.gradient());
        }
      }
    }
  }

  /** The margin of a row; its sums of factors go to a position of an array. */
  private double margin(StoredRow row, double[] parameters, double[] sums, int at) {
    int width = 1 + factors;
    double margin = linear.hasIntercept() ? parameters[linear.interceptOffset()] : 0;
    double squares = 0;
    for (int f = 0; f < factors; f++) {
      sums[at + f] = 0;
    }
    for (int n = 0; n < row.size; n++) {
      double x = row.values[n];
      int own = row.indices[n] * width;
      margin += x * parameters[own];
      for (int f = 0; f < factors; f++) {
        double product = x * parameters[own + 1 + f];
        sums[at + f] += product;
        squares += product * product;
      }
    }
    double pairs = 0;
    for (int f = 0; f < factors; f++) {
      pairs += sums[at + f] * sums[at + f];
    }
    return margin + (pairs - squares) / 2;
  }

  private void addRow(
      StoredRow row, double factor, double[] parameters, double[] sums, int at, double[] gradient) {
    int width = 1 + factors;
    if (linear.hasIntercept()) {
      gradient[linear.interceptOffset()] += factor;
    }
    for (int n = 0; n < row.size; n++) {
      double x = row.values[n];
      int own = row.indices[n] * width;
      double scaled = factor * x;
      gradient[own] += scaled;
      for (int f = 0; f < factors; f++) {
        gradient[own + 1 + f] += scaled * (sums[at + f] - x * parameters[own + 1 + f]);
      }
    }
  }

  /** The stored values of one row. */
  private static final class StoredRow {
    private int[] indices = {};
    private double[] values = {};
    private int size;

    void read(RowBlock block, int row) {
      size = block.storedValues(row);
      if (size > indices.length) {
        indices = new int[2 * size];
        values = new double[2 * size];
      }
      block.copyRow(row, indices, values, 0);
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    linear.checkWidth(block);
    StoredRow stored = new StoredRow();
    stored.read(block, row);
    raw[0] = margin(stored, parameters, new double[factors], 0);
  }

  /** Factors from a normal distribution: at 0 all their derivatives are 0. */
  @Override
  public double[] initialParameters(long seed) {
    double[] parameters = new double[linear.size()];
    for (int j = 0; j < features; j++) {
      for (int f = 1; f <= factors; f++) {
        int at = j * (1 + factors) + f;
        parameters[at] = initScale * CounterRandom.gaussian(seed, START, at);
      }
    }
    return parameters;
  }
}
