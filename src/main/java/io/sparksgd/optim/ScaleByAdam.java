package io.sparksgd.optim;

import java.util.List;

/**
 * Adam's direction: {@code m = b1 m + (1 - b1) g; v = b2 v + (1 - b2) g^2; u = m / (1 - b1^t) /
 * (sqrt(v) / sqrt(1 - b2^t) + epsilon)}, epsilon after the corrected root; with AMSGrad the largest
 * v so far. Kingma and Ba 2015; Reddi, Kale and Kumar 2018; the order of PyTorch.
 */
final class ScaleByAdam implements Transform {
  /** Which second moment Adam divides by. */
  enum SecondMoment {
    /** The current average. */
    CURRENT,
    /** The largest average so far (AMSGrad). */
    MAXIMUM
  }

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double[] first;
  private final double[] second;

  /** Empty unless AMSGrad. */
  private final double[] largest;

  ScaleByAdam(double beta1, double beta2, double epsilon, SecondMoment moment, int size) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.first = new double[size];
    this.second = new double[size];
    this.largest = new double[moment == SecondMoment.MAXIMUM ? size : 0];
  }

  @Override
  public void apply(double[] update, double[] weights, Step step) {
    for (int i = 0; i < update.length; i++) {
      double g = update[i];
      first[i] = beta1 * first[i] + (1 - beta1) * g;
      second[i] = beta2 * second[i] + (1 - beta2) * g * g;
    }
    for (int i = 0; i < largest.length; i++) {
      largest[i] = Math.max(largest[i], second[i]);
    }
    double[] moment = largest.length > 0 ? largest : second;
    double firstCorrection = 1 - Math.pow(beta1, (double) step.number());
    double secondCorrection = Math.sqrt(1 - Math.pow(beta2, (double) step.number()));
    for (int i = 0; i < update.length; i++) {
      double root = Math.sqrt(moment[i]) / secondCorrection + epsilon;
      update[i] = first[i] / root / firstCorrection;
    }
  }

  @Override
  public List<double[]> slots() {
    return largest.length > 0 ? List.of(first, second, largest) : List.of(first, second);
  }
}
