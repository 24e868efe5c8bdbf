package io.sparksgd.features;

import java.math.BigDecimal;

/**
 * The text by which a cell is a category. Whole numbers have one text whatever their type and
 * digits: 1, 1.0, 1.00 and 1e0 are all {@code 1}, {@code -0.0} is {@code 0}. Booleans are {@code
 * true} and {@code false}, and so are these words in any case ({@code True}, {@code FALSE}). Texts
 * that are no numbers as JSON writes them ({@code 01}, {@code +1}, {@code 1.}, blanks around) stay
 * as they are, and so do numbers with a fraction.
 */
final class CategoryText {
  /** Digits of whole numbers; doubles have up to 309. */
  private static final int MOST_DIGITS = 400;

  private CategoryText() {}

  /**
   * The canonical text.
   *
   * @param cell a text, number or boolean; null when it is missing
   */
  public static String of(Object cell) {
    if (cell == null) {
      return null;
    }
    // Numbers as Java and Spark write them; a decimal keeps its digits.
    String text = cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString();
    if (text.equalsIgnoreCase("true")) {
      return "true";
    }
    return text.equalsIgnoreCase("false") ? "false" : whole(text);
  }

  /** The text as models without the key {@code texts} have it: as its type writes it. */
  static String asTyped(Object cell) {
    return cell == null ? null : cell.toString();
  }

  private static String whole(String text) {
    if (!mayBeWritten(text) || !isNumber(text)) {
      return text;
    }
    BigDecimal number = new BigDecimal(text);
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal shortest = number.stripTrailingZeros();
    boolean whole =
        shortest.scale() <= 0 && shortest.precision() - (long) shortest.scale() <= MOST_DIGITS;
    return whole ? shortest.toPlainString() : text;
  }

  /** The value of a text that is a number; null for others, and for those of absurd exponents. */
  static BigDecimal number(String text) {
    if (text.length() > MOST_DIGITS || !isNumber(text)) {
      return null;
    }
    BigDecimal number = new BigDecimal(text);
    return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
  }

  /** Whether it may be a whole number in another form than its plain digits. */
  private static boolean mayBeWritten(String text) {
    if (text.isEmpty() || text.length() > MOST_DIGITS) {
      return false;
    }
    if (text.equals("-0")) {
      return true;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' || c == 'e' || c == 'E') {
        return true;
      }
      if (!(c >= '0' && c <= '9') && !(c == '-' && i == 0)) {
        return false;
      }
    }
    return false;
  }

  /** {@code -?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]{1,6})?}. */
  private static boolean isNumber(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int end = digits(text, at);
    if (end == at || (text.charAt(at) == '0' && end > at + 1)) {
      return false;
    }
    if (end < text.length() && text.charAt(end) == '.') {
      int from = end + 1;
      end = digits(text, from);
      if (end == from) {
        return false;
      }
    }
    if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
      int from = end + 1;
      if (from < text.length() && (text.charAt(from) == '+' || text.charAt(from) == '-')) {
        from++;
      }
      end = digits(text, from);
      if (end == from || end - from > 6) {
        return false;
      }
    }
    return end == text.length();
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }
}
