package io.sparksgd.bench;

import java.io.Serializable;

/** How many rows there are and what they look like; data plane, as it travels in tasks. */
final class RowShape implements Serializable {
  private static final long serialVersionUID = 1L;

  final long rows;
  final int features;
  final int nonZeros;

  /**
   * A shape.
   *
   * @param nonZeros of a row; as many as features for dense rows
   */
  RowShape(long rows, int features, int nonZeros) {
    this.rows = rows;
    this.features = features;
    this.nonZeros = nonZeros;
  }
}
