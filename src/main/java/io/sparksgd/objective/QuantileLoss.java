package io.sparksgd.objective;

/**
 * Pinball loss with {@code e = y - m}: {@code quantile * e} for {@code e >= 0}, {@code (quantile -
 * 1) e} below; derivative {@code -quantile} and {@code 1 - quantile}, and 0 at {@code e = 0}, so
 * that an exact fit stays (Koenker and Bassett, 1978).
 */
final class QuantileLoss implements Loss {
  private static final long serialVersionUID = 1L;

  private final double quantile;

  QuantileLoss(double quantile) {
    this.quantile = quantile;
  }

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double error = label - margin;
    double slope = error > 0 ? quantile : quantile - 1;
    at.value = slope * error;
    at.derivative = error == 0 ? 0 : -slope;
  }
}
