package io.sparksgd.data;

import java.util.Locale;

/**
 * Reads one line of text from left to right: white space, tokens, whole numbers and decimal
 * numbers. A {@code #} ends the line.
 */
final class LineScanner {
  /** As many digits always fit into the 53 bits of a double's significand. */
  private static final int EXACT_DIGITS = 15;

  /** Exact, as are all powers up to 10^22. */
  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final int SHOWN_CHARACTERS = 40;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String text;
  private final int end;
  private int position;

  LineScanner(String text) {
    this.text = text;
    int comment = text.indexOf('#');
    end = comment < 0 ? text.length() : comment;
    position = end > 0 && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
  }

  /** Goes to the next token; false when there is none. */
  boolean nextToken() {
    while (position < end && isSpace(text.charAt(position))) {
      position++;
    }
    return position < end;
  }

  /** Where the next character stands. */
  int position() {
    return position;
  }

  /** Steps over a character if it comes next. */
  boolean skip(char expected) {
    if (position < end && text.charAt(position) == expected) {
      position++;
      return true;
    }
    return false;
  }

  /** Whether the next character belongs to no token. */
  boolean atTokenEnd() {
    return position == end || isSpace(text.charAt(position));
  }

  /** Reads decimal digits; a number beyond {@code Long.MAX_VALUE / 100} is cut to about that. */
  long digits() throws MalformedNumberException {
    int start = position;
    long number = 0;
    while (position < end && isDigit(text.charAt(position))) {
      if (number < Long.MAX_VALUE / 100) {
        number = number * 10 + (text.charAt(position) - '0');
      }
      position++;
    }
    if (position == start) {
      throw new MalformedNumberException();
    }
    return number;
  }

  /**
   * Reads the rest of the token as a number: decimal digits with an optional sign, point and
   * exponent, or a spelling of NaN and infinity. The result is that of {@link Double#parseDouble}.
   */
  double number() throws MalformedNumberException {
    int start = position;
    boolean negative = skip('-');
    if (!negative) {
      skip('+');
    }
    int unsigned = position;
    long significand = 0;
    int digits = 0;
    int decimals = 0;
    boolean afterPoint = false;
    for (; position < end; position++) {
      char c = text.charAt(position);
      if (isDigit(c)) {
        // Beyond EXACT_DIGITS the sum may wrap around: it is not used then.
        significand = significand * 10 + (c - '0');
        digits++;
        decimals += afterPoint ? 1 : 0;
      } else if (c == '.' && !afterPoint) {
        afterPoint = true;
      } else {
        break;
      }
    }
    if (digits == 0) {
      return notFinite(unsigned, negative);
    }
    boolean exponent = skipExponent();
    if (!atTokenEnd()) {
      throw new MalformedNumberException();
    }
    if (exponent || digits > EXACT_DIGITS) {
      return Double.parseDouble(text.substring(start, position));
    }
    // Both operands are exact and IEEE division rounds once (Clinger, 1990).
    double magnitude = significand / POWERS_OF_TEN[decimals];
    return negative ? -magnitude : magnitude;
  }

  /** The token around a position, for a message: shortened and without control characters. */
  String tokenAt(int at) {
    int from = at;
    while (from > 0 && !isSpace(text.charAt(from - 1))) {
      from--;
    }
    StringBuilder shown = new StringBuilder();
    for (int i = from; i < end && !isSpace(text.charAt(i)); i++) {
      if (i - from == SHOWN_CHARACTERS) {
        return shown.append("...").toString();
      }
      char c = text.charAt(i);
      shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
    }
    return shown.toString();
  }

  private boolean skipExponent() throws MalformedNumberException {
    if (!skip('e') && !skip('E')) {
      return false;
    }
    if (!skip('-')) {
      skip('+');
    }
    digits();
    return true;
  }

  private double notFinite(int unsigned, boolean negative) throws MalformedNumberException {
    position = unsigned;
    while (!atTokenEnd()) {
      position++;
    }
    return switch (text.substring(unsigned, position).toLowerCase(Locale.ROOT)) {
      case "nan" -> Double.NaN;
      case "inf", "infinity" -> negative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      default -> throw new MalformedNumberException();
    };
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isSpace(char c) {
    return c <= ' ' || (c > '~' && Character.isWhitespace(c));
  }

  /** A token that is no number; the caller knows what it should have been. */
  static final class MalformedNumberException extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedNumberException() {
      super("malformed number", null, false, false);
    }
  }
}
