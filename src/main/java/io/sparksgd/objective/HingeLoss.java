package io.sparksgd.objective;

/**
 * With {@code s = 2y - 1} and labels y of 0 and 1: {@code max(0, 1 - s m)}; derivative {@code -s}
 * where {@code s m < 1}, otherwise 0.
 */
final class HingeLoss implements Loss {
  private static final long serialVersionUID = 1L;

  @Override
  public void evaluate(double margin, double label, LossPoint at) {
    double sign = 2 * label - 1;
    double agreement = sign * margin;
    if (agreement >= 1) {
      at.value = 0;
      at.derivative = 0;
    } else {
      at.value = 1 - agreement;
      at.derivative = -sign;
    }
  }
}
