package io.sparksgd.objective;

import io.sparksgd.math.Exponentials;

/**
 * With {@code s = 2y - 1} and labels y of 0 and 1: {@code log(1 + exp(-s m))}; derivative {@code -s
 * / (1 + exp(s m))}.
 */
final class LogisticLoss implements Loss {
  private static final long serialVersionUID = 1L;

  private static final long ONE = Double.doubleToRawLongBits(1);
  private static final int SIGN = 63;

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double agreement = agreement(margin, label);
    // At most 1, so that nothing overflows; both results come from this one exponential.
    double e = Exponentials.exp(-Math.abs(agreement));
    at.value = value(agreement, e);
    at.derivative = derivative(label, numerator(agreement, e), e);
  }

  @Override
  public void evaluate(double[] margins, double[] labels, int count, double[] losses) {
    double[] e = new double[count];
    double[] scratch = new double[count];
    double[] other = new double[count];
    // Short loops, as the JVM makes vector instructions of no others.
    for (int i = 0; i < count; i++) {
      e[i] = -Math.abs(agreement(margins[i], labels[i]));
    }
    Exponentials.exp(e, count, scratch, other);
    for (int i = 0; i < count; i++) {
      losses[i] = value(agreement(margins[i], labels[i]), e[i]);
    }
    for (int i = 0; i < count; i++) {
      other[i] = numerator(agreement(margins[i], labels[i]), e[i]);
    }
    for (int i = 0; i < count; i++) {
      margins[i] = derivative(labels[i], other[i], e[i]);
    }
  }

  private static double agreement(double margin, double label) {
    return (2 * label - 1) * margin;
  }

  private static double value(double agreement, double e) {
    return Math.max(-agreement, 0) + Exponentials.log1p(e);
  }

  /**
   * e where the margin agrees, otherwise 1; without a branch, which no processor could foretell.
   */
  private static double numerator(double agreement, double e) {
    long disagrees = Double.doubleToRawLongBits(agreement) >> SIGN;
    return Double.longBitsToDouble(
        (Double.doubleToRawLongBits(e) & ~disagrees) | (ONE & disagrees));
  }

  private static double derivative(double label, double numerator, double e) {
    return (1 - 2 * label) * numerator / (1 + e);
  }
}
