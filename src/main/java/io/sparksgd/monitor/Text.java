package io.sparksgd.monitor;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers and durations as people read them. */
final class Text {
  private static final MathContext DIGITS = new MathContext(4);

  private Text() {}

  /** Four significant digits. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-3 || size >= 1e7)) {
      return String.format(Locale.ROOT, "%.3e", value).replaceAll("\\.?0+e", "e");
    }
    BigDecimal plain = rounded.stripTrailingZeros();
    return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
  }

  /** Such as {@code 8s}, {@code 1m12s} or {@code 3h05m}. */
  static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + "s";
    }
    if (whole < 3600) {
      return String.format(Locale.ROOT, "%dm%02ds", whole / 60, whole % 60);
    }
    return String.format(Locale.ROOT, "%dh%02dm", whole / 3600, whole % 3600 / 60);
  }

  /** Such as {@code 17 kB}, {@code 312 MB} or {@code 1.5 GB}. */
  static String bytes(long bytes) {
    if (bytes >= 1_000_000_000L) {
      return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
    return bytes >= 1_000_000L
        ? Math.round(bytes / 1e6) + " MB"
        : Math.max(1, Math.round(bytes / 1e3)) + " kB";
  }

  /** Such as {@code 950}, {@code 12.5k} or {@code 3.1M}. */
  static String rate(double perSecond) {
    if (perSecond >= 1e6) {
      return number(perSecond / 1e6) + "M";
    }
    return perSecond >= 1e4 ? number(perSecond / 1e3) + "k" : number(Math.rint(perSecond));
  }
}
