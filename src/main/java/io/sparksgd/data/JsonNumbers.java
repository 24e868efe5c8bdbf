package io.sparksgd.data;

/**
 * Numbers in JSON text. A parser that makes doubles of them loses digits; in quotes they stay as
 * they are.
 */
public final class JsonNumbers {
  private JsonNumbers() {}

  /**
   * The text of an object with quotes around the numbers among its members; those further inside
   * stay as they are, and so does what is no number in JSON, such as {@code 01} and {@code 1.}.
   */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int copied = 0;
    int depth = 0;
    int i = 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (c == '"') {
        i = afterString(text, i);
        continue;
      }
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      i++;
      if (c == ':' && depth == 1) {
        int from = afterSpace(text, i);
        int end = afterNumber(text, from);
        if (end > from) {
          out.append(text, copied, from).append('"').append(text, from, end).append('"');
          copied = end;
          i = end;
        }
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private static int afterString(String text, int quote) {
    int i = quote + 1;
    while (i < text.length() && text.charAt(i) != '"') {
      i += text.charAt(i) == '\\' ? 2 : 1;
    }
    return Math.min(i + 1, text.length());
  }

  private static int afterSpace(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  /**
   * Where {@code -?(0|[1-9][0-9]*)([.][0-9]+)?([eE][+-]?[0-9]+)?} ends that a space, comma or brace
   * follows; {@code from} where there is no such number.
   */
  private static int afterNumber(String text, int from) {
    int first = from < text.length() && text.charAt(from) == '-' ? from + 1 : from;
    int end = afterDigits(text, first);
    boolean isWhole = end > first && (text.charAt(first) != '0' || end == first + 1);
    if (isWhole && end < text.length() && text.charAt(end) == '.') {
      int digits = end + 1;
      end = afterDigits(text, digits);
      isWhole = end > digits;
    }
    if (isWhole && end < text.length() && (text.charAt(end) | 0x20) == 'e') {
      int digits = end + 1;
      if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
        digits++;
      }
      end = afterDigits(text, digits);
      isWhole = end > digits;
    }
    boolean isEnded =
        end == text.length()
            || text.charAt(end) == ','
            || text.charAt(end) == '}'
            || isSpace(text.charAt(end));
    return isWhole && isEnded ? end : from;
  }

  private static int afterDigits(String text, int from) {
    int i = from;
    while (i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
      i++;
    }
    return i;
  }
}
