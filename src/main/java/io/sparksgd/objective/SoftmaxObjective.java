package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.Scalars;
import io.sparksgd.math.Vectors;
import java.util.Arrays;

/**
 * Multinomial logistic regression: margins {@code m_k = sum_j x_j w_jk + intercept_k}, loss {@code
 * logSumExp(m) - m_y}, derivative {@code softmax(m)_k - [k = y]}.
 */
final class SoftmaxObjective extends LinearFamily {
  private static final long serialVersionUID = 1L;

  private final int classes;

  SoftmaxObjective(int features, int classes, ModelSpec.Intercept intercept) {
    super(features, atLeastTwo(classes), intercept);
    this.classes = classes;
  }

  private static int atLeastTwo(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Invalid number of classes: " + classes + " (allowed: 2 or more)");
    }
    return classes;
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
  void marginsToFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] factors, GradientSum sum) {
    double[] outputs = new double[classes];
    for (int i = from; i < to; i++) {
      int at = (i - from) * classes;
      System.arraycopy(factors, at, outputs, 0, classes);
      addLoss(block, rows.row(i), outputs, sum);
      System.arraycopy(outputs, 0, factors, at, classes);
    }
  }

  /** Adds the loss of a row and turns its margins into {@code weight * derivative}. */
  private void addLoss(RowBlock block, int row, double[] outputs, GradientSum sum) {
    double weight = block.weight(row);
    if (weight == 0) {
      // Not 0 * loss: that is NaN where the loss is infinite.
      sum.addRow(0, 0);
      Arrays.fill(outputs, 0);
      return;
    }
    int label = (int) block.label(row);
    double target = outputs[label];
    double logSumExp = toProbabilities(outputs, outputs);
    sum.addRow(weight, weight * (logSumExp - target));
    outputs[label] -= 1;
    Vectors.scale(weight, outputs);
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
