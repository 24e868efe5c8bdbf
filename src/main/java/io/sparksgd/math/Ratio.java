package io.sparksgd.math;

import java.math.BigInteger;

/** Quotients of large whole numbers as doubles, rounded once. */
public final class Ratio {
  /** Bits of a quotient before it is rounded: more than a double has, by enough. */
  private static final int BITS = 70;

  private Ratio() {}

  /**
   * {@code numerator / denominator * 2^exponent}.
   *
   * @param denominator above 0
   */
  public static double of(BigInteger numerator, BigInteger denominator, int exponent) {
    int shift = BITS - numerator.bitLength() + denominator.bitLength();
    BigInteger[] parts = quotient(numerator.abs(), denominator, shift);
    double value = scaled(sticky(parts[0], parts[1]), exponent - shift);
    return numerator.signum() < 0 ? -value : value;
  }

  /**
   * The square root of {@code numerator / denominator * 2^exponent}.
   *
   * @param numerator from 0
   * @param denominator above 0
   */
  public static double root(BigInteger numerator, BigInteger denominator, int exponent) {
    int shift = 2 * BITS - numerator.bitLength() + denominator.bitLength();
    shift += (exponent - shift) & 1;
    BigInteger[] parts = quotient(numerator, denominator, shift);
    BigInteger[] root = parts[0].sqrtAndRemainder();
    BigInteger rest = root[1].or(parts[1]);
    return scaled(sticky(root[0], rest), (exponent - shift) / 2);
  }

  private static BigInteger[] quotient(BigInteger numerator, BigInteger denominator, int shift) {
    return shift >= 0
        ? numerator.shiftLeft(shift).divideAndRemainder(denominator)
        : numerator.divideAndRemainder(denominator.shiftLeft(-shift));
  }

  /** A rest below the last bit decides ties. */
  private static BigInteger sticky(BigInteger value, BigInteger rest) {
    return rest.signum() == 0 ? value : value.setBit(0);
  }

  private static double scaled(BigInteger value, int exponent) {
    return Math.scalb(value.doubleValue(), exponent);
  }
}
