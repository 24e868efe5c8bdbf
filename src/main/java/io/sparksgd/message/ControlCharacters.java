package io.sparksgd.message;

import java.util.Locale;

/**
 * Characters in names that a terminal would obey in place of showing them: controls, and marks that
 * turn the direction of a text or end its line.
 */
public final class ControlCharacters {
  private ControlCharacters() {}

  /** A text of one line in which they are shown, as in {@code \\u001b}. */
  public static String shown(String text) {
    return shown(text, "");
  }

  /** The same, but for line ends and tabs. */
  public static String shownInLines(String text) {
    return shown(text, "\n\r\t");
  }

  private static String shown(String text, String kept) {
    if (text.chars().noneMatch(c -> isControl(c) && kept.indexOf(c) < 0)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              if (isControl(c) && kept.indexOf(c) < 0) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                shown.append((char) c);
              }
            });
    return shown.toString();
  }

  private static boolean isControl(int c) {
    return Character.isISOControl(c)
        || c == 0x2028
        || c == 0x2029
        || c == 0x200e
        || c == 0x200f
        || c == 0xfeff
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
