package io.sparksgd.objective;

/**
 * With {@code e = m - y}: {@code e^2 / 2} for {@code |e| <= delta}, then {@code delta (|e| - delta
 * / 2)}; derivative e, cut to {@code [-delta, delta]} (Huber, 1964).
 */
final class HuberLoss implements Loss {
  private static final long serialVersionUID = 1L;

  private final double delta;

  HuberLoss(double delta) {
    this.delta = delta;
  }

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double error = margin - label;
    double distance = Math.abs(error);
    if (distance <= delta) {
      at.value = error * error / 2;
      at.derivative = error;
    } else {
      at.value = delta * (distance - delta / 2);
      at.derivative = Math.copySign(delta, error);
    }
  }
}
