package io.sparksgd.objective;

import java.io.Serializable;

/**
 * The loss of one margin against a label. Values and derivatives are finite wherever the
 * mathematical ones fit into a double, and a margin that is NaN gives a loss that is NaN.
 * Immutable.
 */
interface Loss extends Serializable {

  /**
   * Computes value and derivative together, since they share the expensive terms.
   *
   * @param at receives both
   */
  void evaluate(double margin, double label, LossPoint at);

  /**
   * The same, to the bit, of many margins: where that is faster.
   *
   * @param margins replaced by the derivatives
   * @param losses receives the values
   */
  default void evaluate(double[] margins, double[] labels, int count, double[] losses) {
    LossPoint at = new LossPoint();
    for (int i = 0; i < count; i++) {
      evaluate(margins[i], labels[i], at);
      losses[i] = at.value;
      margins[i] = at.derivative;
    }
  }
}
