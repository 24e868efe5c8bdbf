package io.sparksgd.objective;

/** Least squares: {@code (m - y)^2 / 2}; derivative {@code m - y}. */
final class SquaredLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double error = margin - label;
    at.value = error * error / 2;
    at.derivative = error;
  }
}
