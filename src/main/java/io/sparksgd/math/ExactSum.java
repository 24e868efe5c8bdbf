package io.sparksgd.math;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A sum without rounding, so that its value depends on what was added and not on the order: a whole
 * number of digits to the base {@code 2^32}, times a power of two. Holds sums of doubles and of
 * their squares.
 */
public final class ExactSum implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The lowest bit of a square of the smallest double has the weight {@code 2^-2148}. */
  private static final int LOWEST = -2148;

  private static final long DIGIT = 0xffffffffL;

  /** Additions until a digit of less than {@code 2^62} could overflow. */
  private static final int MOST_ADDITIONS = 1 << 28;

  /** Signed digits, lowest first; only those that were needed so far. */
  private long[] digits = {};

  /** Position of the lowest of them. */
  private int first;

  private int additions;

  /**
   * Adds a number.
   *
   * @param value a finite number
   */
  public void add(double value) {
    if (value != 0) {
      int exponent = exponent(value);
      add(mantissa(value), exponent - LOWEST, value < 0 ? -1 : 1);
    }
  }

  /**
   * Adds {@code value * value}.
   *
   * @param value a finite number
   */
  public void addSquare(double value) {
    if (value == 0) {
      return;
    }
    long m = mantissa(value);
    int bit = 2 * exponent(value) - LOWEST;
    long high = Math.multiplyHigh(m, m);
    add(m * m, bit, 1);
    add(high, bit + Long.SIZE, 1);
  }

  /** The whole number m of {@code |value| = m * 2^exponent}. */
  private static long mantissa(double value) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & ((1L << 52) - 1);
    return (bits & Long.MAX_VALUE) >>> 52 == 0 ? fraction : fraction | 1L << 52;
  }

  private static int exponent(double value) {
    return Math.max(Math.getExponent(value), Double.MIN_EXPONENT) - 52;
  }

  /** Adds an unsigned number times {@code sign * 2^(bit + LOWEST)}. */
  private void add(long unsigned, int bit, int sign) {
    int at = bit >>> 5;
    int shift = bit & 31;
    reserve(at, at + 3);
    int i = at - first;
    long low = (unsigned & DIGIT) << shift;
    long high = (unsigned >>> 32) << shift;
    digits[i] += sign * (low & DIGIT);
    digits[i + 1] += sign * ((low >>> 32) + (high & DIGIT));
    digits[i + 2] += sign * (high >>> 32);
    if (++additions == MOST_ADDITIONS) {
      carry();
    }
  }

  private void reserve(int from, int to) {
    if (digits.length == 0) {
      first = from;
      digits = new long[to - from];
      return;
    }
    int newFirst = Math.min(first, from);
    int newEnd = Math.max(first + digits.length, to);
    if (newFirst < first || newEnd > first + digits.length) {
      long[] wider = new long[newEnd - newFirst];
      System.arraycopy(digits, 0, wider, first - newFirst, digits.length);
      digits = wider;
      first = newFirst;
    }
  }

  /** Makes every digit but the last one smaller than {@code 2^32}; the value stays. */
  private void carry() {
    long over = 0;
    int last = digits.length - 1;
    for (int i = 0; i < last; i++) {
      long digit = digits[i] + over;
      over = digit >> 32;
      digits[i] = digit & DIGIT;
    }
    if (last >= 0) {
      carryLast(last, digits[last] + over);
    }
    additions = 0;
  }

  /** The last digit has the sign: it needs one above it only when it is large. */
  private void carryLast(int last, long digit) {
    digits[last] = digit;
    if (Math.abs(digit) > DIGIT) {
      digits = Arrays.copyOf(digits, digits.length + 1);
      digits[last] = digit & DIGIT;
      digits[last + 1] = digit >> 32;
    }
  }

  /** Adds another sum, which stays as it is but for its form. */
  public void add(ExactSum other) {
    if (other.digits.length == 0) {
      return;
    }
    carry();
    other.carry();
    reserve(other.first, other.first + other.digits.length);
    for (int i = 0; i < other.digits.length; i++) {
      digits[other.first - first + i] += other.digits[i];
    }
    additions = 1;
  }

  /** The sum, times {@code 2^}{@value #SCALE}: a whole number. */
  public BigInteger scaled() {
    BigInteger sum = BigInteger.ZERO;
    for (int i = digits.length - 1; i >= 0; i--) {
      sum = sum.shiftLeft(32).add(BigInteger.valueOf(digits[i]));
    }
    return sum.shiftLeft(32 * first);
  }

  /** Minus the exponent of {@link #scaled}. */
  public static final int SCALE = -LOWEST;
}
