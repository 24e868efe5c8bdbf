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
}
