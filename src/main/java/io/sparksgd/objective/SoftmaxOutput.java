package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.Scalars;
import io.sparksgd.math.Vectors;
import java.util.Arrays;

/**
 * One raw output a class: loss {@code logSumExp(m) - m_y}, derivative {@code softmax(m)_k - [k =
 * y]}. With label smoothing s the target {@code [k = y]} is {@code (1 - s) [k = y] + s / classes}
 * in training; the loss that validation measures knows nothing of it (Szegedy et al.: Rethinking
 * the Inception Architecture for Computer Vision, 2016).
 */
final class SoftmaxOutput implements Head {
  private static final long serialVersionUID = 1L;

  private final int classes;
  private final double smoothing;

  SoftmaxOutput(int classes, double smoothing) {
    if (classes < 2) {
      throw new IllegalArgumentException(
          "Invalid number of classes: " + classes + " (allowed: 2 or more)");
    }
    this.classes = classes;
    this.smoothing = smoothing;
  }

  @Override
  public Objective.Task task() {
    return Objective.Task.MULTICLASS;
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
    return Labels.invalid(label, Objective.Task.MULTICLASS, classes);
  }

  @Override
  public void toFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] raw, GradientSum sum) {
    double[] outputs = new double[classes];
    for (int i = from; i < to; i++) {
      int at = (i - from) * classes;
      System.arraycopy(raw, at, outputs, 0, classes);
      addLoss(block, rows.row(i), outputs, sum);
      System.arraycopy(outputs, 0, raw, at, classes);
    }
  }

  /** Adds the loss of a row and turns its outputs into {@code weight * derivative}. */
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
    if (smoothing > 0) {
      target += smoothing * (mean(outputs) - target);
    }
    double logSumExp = toProbabilities(outputs, outputs);
    sum.addRow(weight, weight * (logSumExp - target));
    if (smoothing > 0) {
      for (int k = 0; k < classes; k++) {
        outputs[k] -= smoothing / classes;
      }
    }
    outputs[label] -= 1 - smoothing;
    Vectors.scale(weight, outputs);
  }

  private double mean(double[] outputs) {
    double total = 0;
    for (double output : outputs) {
      total += output;
    }
    return total / classes;
  }

  @Override
  public double loss(double[] raw, double label) {
    return Scalars.logSumExp(raw, classes) - raw[(int) label];
  }

  @Override
  public double predict(double[] raw, double[] probability) {
    int best = Labels.largest(raw, classes);
    if (probability != null) {
      toProbabilities(raw, probability);
    }
    return best;
  }

  /** Writes {@code exp(raw[k] - logSumExp)} and returns logSumExp; the arrays may be one. */
  private double toProbabilities(double[] raw, double[] probabilities) {
    double largest = raw[0];
    for (int k = 1; k < classes; k++) {
      largest = Math.max(largest, raw[k]);
    }
    double total = 0;
    for (int k = 0; k < classes; k++) {
      double e = Math.exp(raw[k] - largest);
      probabilities[k] = e;
      total += e;
    }
    for (int k = 0; k < classes; k++) {
      probabilities[k] /= total;
    }
    return largest + Math.log(total);
  }
}
