package io.sparksgd.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers for people. */
public final class ShortNumbers {
  private static final MathContext DIGITS = new MathContext(6);

  private ShortNumbers() {}

  /** Six significant digits, without trailing zeros. */
  public static String shortForm(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    return size != 0 && (size < 1e-4 || size >= 1e9) ? rounded.toString() : rounded.toPlainString();
  }
}
