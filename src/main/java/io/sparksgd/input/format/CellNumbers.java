package io.sparksgd.input.format;

/** Numbers in cells and messages. */
public final class CellNumbers {
  private CellNumbers() {}

  /** Without the fraction when it is zero. */
  public static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  /** At most 80 characters of a text, on one line. */
  public static String shorten(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= 80 ? line : line.substring(0, 77) + "...";
  }

  /**
   * The number that a text says: digits with an optional sign, fraction and exponent; true is 1 and
   * false is 0, in any case; white space around it does not count. It may be infinite, when it is
   * larger than a double.
   *
   * @throws NumberFormatException if it says none: Java's suffixes (12d), hexadecimals, Infinity
   *     and NaN are no numbers
   */
  static double parse(String cell) {
    String text = cell.strip();
    if (text.equalsIgnoreCase("true")) {
      return 1;
    }
    if (text.equalsIgnoreCase("false")) {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!isOfNumber(text.charAt(i))) {
        throw new NumberFormatException(text);
      }
    }
    return Double.parseDouble(text);
  }

  private static boolean isOfNumber(char c) {
    return (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e' || c == 'E';
  }
}
