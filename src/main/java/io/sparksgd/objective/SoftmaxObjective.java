package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.math.Scalars;
import io.sparksgd.math.Vectors;
import java.util.Arrays;

/**
 * Multinomial logistic regression: margins {@code m_k = sum_j x_j w_jk + intercept_k}, loss {@code
 * logSumExp(m) - m_y}, derivative {@code softmax(m)_k - [k = y]}.
 */
final class SoftmaxObjective implements Objective {
  private static final long serialVersionUID = 1L;

  private final LinearLayout linear;
  private final int classes;

  SoftmaxObjective(int features, int classes, ModelSpec.Intercept intercept) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Invalid number of classes: " + classes + " (allowed: 2 or more)");
    }
    this.classes = classes;
    linear = new LinearLayout(features, classes, intercept);
  }

  @Override
  public ParameterLayout layout() {
    return linear.layout();
  }

  @Override
  public Objective withFeatures(int features) {
    return new SoftmaxObjective(features, classes, linear.intercept());
  }

  @Override
  public Task task() {
    return Task.MULTICLASS;
  }

  @Override
  public int outputs() {
    return classes;
  }

  @Override
  public boolean hasProbability() {
    return true;
  }

  @Override
  public String invalidLabel(double label) {
    if (!Double.isFinite(label)) {
      return Labels.invalid(label, "finite numbers");
    }
    boolean allowed = label >= 0 && label < classes && label == Math.rint(label);
    return allowed ? null : Labels.invalid(label, "0 .. " + (classes - 1));
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
    double[] factors = new double[tile * classes];
    double[] outputs = new double[classes];
    for (int from = 0; from < size; from += tile) {
      int to = Math.min(from + tile, size);
      block.margins(rows, from, to, parameters, classes, factors);
      for (int i = from; i < to; i++) {
        int at = (i - from) * classes;
        System.arraycopy(factors, at, outputs, 0, classes);
        addLoss(block, rows.row(i), outputs, parameters, sum);
        System.arraycopy(outputs, 0, factors, at, classes);
        addGradientOfIntercept(outputs, gradient);
      }
      block.addRows(rows, from, to, factors, classes, gradient);
    }
  }

  /** Adds the loss of a row and turns its margins into {@code weight * derivative}. */
  private void addLoss(
      RowBlock block, int row, double[] outputs, double[] parameters, GradientSum sum) {
    double weight = block.weight(row);
    if (weight == 0) {
      // Not 0 * loss: that is NaN where the loss is infinite.
      sum.addRow(0, 0);
      Arrays.fill(outputs, 0);
      return;
    }
    addIntercept(parameters, outputs);
    int label = (int) block.label(row);
    double target = outputs[label];
    double logSumExp = toProbabilities(outputs, outputs);
    sum.addRow(weight, weight * (logSumExp - target));
    outputs[label] -= 1;
    Vectors.scale(weight, outputs);
  }

  private void addGradientOfIntercept(double[] outputs, double[] gradient) {
    if (linear.hasIntercept()) {
      int offset = linear.interceptOffset();
      for (int k = 0; k < classes; k++) {
        gradient[offset + k] += outputs[k];
      }
    }
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    linear.checkWidth(block);
    block.margins(row, parameters, classes, raw);
    addIntercept(parameters, raw);
  }

  @Override
  public double loss(double[] raw, double label) {
    return Scalars.logSumExp(raw, classes) - raw[(int) label];
  }

  @Override
  public double predict(double[] raw, double[] probability) {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      // Strictly: the lowest index wins a tie.
      if (raw[k] > raw[best]) {
        best = k;
      }
    }
    if (probability != null) {
      toProbabilities(raw, probability);
    }
    return best;
  }

  @Override
  public double[] initialParameters(long seed) {
    return new double[linear.size()];
  }

  private void addIntercept(double[] parameters, double[] margins) {
    if (linear.hasIntercept()) {
      int offset = linear.interceptOffset();
      for (int k = 0; k < classes; k++) {
        margins[k] += parameters[offset + k];
      }
    }
  }

  /** Writes {@code exp(margins[k] - logSumExp)} and returns logSumExp; the arrays may be one. */
  private double toProbabilities(double[] margins, double[] probabilities) {
    double largest = margins[0];
    for (int k = 1; k < classes; k++) {
      largest = Math.max(largest, margins[k]);
    }
    double total = 0;
    for (int k = 0; k < classes; k++) {
      double e = Math.exp(margins[k] - largest);
      probabilities[k] = e;
      total += e;
    }
    for (int k = 0; k < classes; k++) {
      probabilities[k] /= total;
    }
    return largest + Math.log(total);
  }
}
