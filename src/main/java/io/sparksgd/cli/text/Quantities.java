package io.sparksgd.cli.text;

import java.math.BigDecimal;
import java.math.MathContext;

/** Bytes and seconds for people, in the unit that fits. */
public final class Quantities {
  private static final MathContext DIGITS = new MathContext(3);
  private static final String[] BYTES = {"B", "KB", "MB", "GB", "TB", "PB"};
  private static final String[] PARTS_OF_A_SECOND = {"s", "ms", "us", "ns"};
  private static final double STEP = 1000;

  private Quantities() {}

  /** Such as {@code 512 B}, {@code 1.2 MB}; a MB has a million bytes. */
  public static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (Math.abs(value) >= STEP && unit < BYTES.length - 1) {
      value /= STEP;
      unit++;
    }
    return rounded(value) + " " + BYTES[unit];
  }

  /** Such as {@code 3.8 us}, {@code 12 ms}, {@code 42.5 s} or {@code 1h03m}. */
  public static String seconds(double seconds) {
    if (!Double.isFinite(seconds) || seconds == 0) {
      return ShortNumbers.shortForm(seconds) + " s";
    }
    if (Math.abs(seconds) >= 60) {
      long whole = Math.round(seconds);
      return whole < 3600
          ? "%dm%02ds".formatted(whole / 60, whole % 60)
          : "%dh%02dm".formatted(whole / 3600, whole % 3600 / 60);
    }
    double value = seconds;
    int unit = 0;
    while (Math.abs(value) < 1 && unit < PARTS_OF_A_SECOND.length - 1) {
      value *= STEP;
      unit++;
    }
    return rounded(value) + " " + PARTS_OF_A_SECOND[unit];
  }

  private static String rounded(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
