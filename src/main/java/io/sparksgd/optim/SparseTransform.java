package io.sparksgd.optim;

import io.sparksgd.math.SparseVector;

/**
 * A transform to which a coordinate without gradient means nothing: its update is 0 and its memory
 * stays. A step may then visit the touched coordinates only, with the same result as a visit to
 * all, but for rounding where a rule solves for the weight itself (FTRL).
 */
public interface SparseTransform extends Transform {

  /**
   * Transforms the update of one step on some coordinates.
   *
   * @param update its values are changed in place
   * @param weights all weights, before the update; not to be written
   */
  void apply(SparseVector update, double[] weights, Step step);
}
