package io.sparksgd.objective;

/**
 * Counts with a logarithmic link: {@code exp(m) - y m}, the negative log-likelihood without its
 * constant {@code log(y!)}; derivative {@code exp(m) - y}. Both are infinite from margins of about
 * 709.8, where {@code exp(m)} exceeds every double.
 */
final class PoissonLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double mean = Math.exp(margin);
    at.value = mean - label * margin;
    at.derivative = mean - label;
  }
}
