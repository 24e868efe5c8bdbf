package io.sparksgd.bench;

import java.io.Serializable;

/** How many rows there are and what they look like; data plane, as it travels in tasks. */
final class RowShape implements Serializable {
  private static final long serialVersionUID = 1L;

  final long rows;
  final int features;
  final int nonZeros;

  /** Bits of a value's fraction: up to 23 are exact in floats, which are kept then. */
  final int bits;

  /**
   * A shape.
   *
   * @param nonZeros of a row; as many as features for dense rows
   */
  RowShape(long rows, int features, int nonZeros) {
    this(rows, features, nonZeros, 31);
  }

  private RowShape(long rows, int features, int nonZeros, int bits) {
    this.rows = rows;
    this.features = features;
    this.nonZeros = nonZeros;
    this.bits = bits;
  }

  /** The same shape of values that floats hold, as most measured ones are. */
  RowShape ofFloats() {
    return new RowShape(rows, features, nonZeros, 22);
  }
}
