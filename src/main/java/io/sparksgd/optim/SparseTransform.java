package io.sparksgd.optim;

import io.sparksgd.math.IndexSet;

/**
 * A transform to which a coordinate without gradient means nothing: its update is 0 and its memory
 * stays. A step may then visit the touched coordinates only, with the same result as a visit to
 * all, but for rounding where a rule solves for the weight itself (FTRL).
 */
public interface SparseTransform extends Transform {

  /**
   * Transforms the update of one step on some coordinates.
   *
   * @param update one value a parameter, 0 outside {@code touched}; changed in place
   * @param touched the coordinates to visit
   * @param weights the weights before the update; not to be written
   */
  void apply(double[] update, IndexSet touched, double[] weights, Step step);
}
