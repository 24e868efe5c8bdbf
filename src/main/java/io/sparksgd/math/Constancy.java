package io.sparksgd.math;

/**
 * Whether numbers are the same but for rounding. A sum or mean that is computed in several orders
 * (0.3 and 0.1 + 0.2) differs in its last bits; such a difference is no information, and a division
 * by its deviation would make it the largest one of all.
 */
public final class Constancy {
  /** Four roundings of a double, relative to its value. */
  private static final double ROUNDING = 0x1p-50;

  private Constancy() {}

  /**
   * {@code largest - smallest <= 2^-50 max(|smallest|, |largest|)}.
   *
   * @param smallest of the numbers
   * @param largest of the numbers
   */
  public static boolean isConstant(double smallest, double largest) {
    double magnitude = Math.max(Math.abs(smallest), Math.abs(largest));
    return largest - smallest <= magnitude * ROUNDING;
  }
}
