package io.sparksgd.objective;

/** Texts about labels. */
final class Labels {
  /** Whole numbers up to here are shown without a decimal point. */
  private static final double LARGEST_WHOLE = 1e15;

  private Labels() {}

  /** Such as {@code 3.5 (allowed: 0 .. 9)}. */
  static String invalid(double label, String allowed) {
    boolean whole = label == Math.rint(label) && Math.abs(label) <= LARGEST_WHOLE;
    String text = whole ? Long.toString((long) label) : Double.toString(label);
    return text + " (allowed: " + allowed + ")";
  }
}
