package io.sparksgd.spark.input;

/** Numbers in cells and messages. */
final class Numbers {
  private Numbers() {}

  /** Without the fraction when it is zero. */
  static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** At most 80 characters of a text, on one line. */
  static String shorten(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }

  /**
   * The number in a cell; true is 1 and false is 0.
   *
   * @throws NumberFormatException if it is none; Java's suffixes and hexadecimals are none either
   */
  static double parse(String cell) {
    String text = cell.strip();
    if (text.equalsIgnoreCase("true")) {
      return 1;
    }
    if (text.equalsIgnoreCase("false")) {
      return 0;
    }
    if (!text.isEmpty()) {
      char last = text.charAt(text.length() - 1);
      if ("dDfF".indexOf(last) >= 0 || text.indexOf('x') >= 0 || text.indexOf('X') >= 0) {
        throw new NumberFormatException(text);
      }
    }
    return Double.parseDouble(text);
  }
}
