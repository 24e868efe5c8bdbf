package io.sparksgd.objective;

import io.sparksgd.math.Scalars;

/**
 * With {@code s = 2y - 1} and labels y of 0 and 1: {@code log(1 + exp(-s m))}; derivative {@code -s
 * / (1 + exp(s m))}.
 */
final class LogisticLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double sign = 2 * label - 1;
    double agreement = sign * margin;
    // At most 1, so that nothing overflows; both results come from this one exponential.
    double e = Math.exp(-Math.abs(agreement));
    at.value = Math.max(-agreement, 0) + Scalars.log1pOfUnit(e);
    at.derivative = -sign * (agreement >= 0 ? e : 1) / (1 + e);
  }
}
