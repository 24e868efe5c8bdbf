package io.sparksgd.config.parse;

import java.util.List;
import java.util.Locale;

/** A job description with errors: all of them, one line each. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST = 1000;

  private final String[] errors;

  ConfigException(List<String> errors) {
    super(String.join("\n", oneLineEach(errors)));
    this.errors = oneLineEach(errors);
  }

  /** One line each: where, which key, the value and what is allowed. */
  public List<String> errors() {
    return List.of(errors);
  }

  private static String[] oneLineEach(List<String> errors) {
    return errors.stream().map(ConfigException::oneLine).toArray(String[]::new);
  }

  /** Keys and values come from the file: whatever they hold, an error stays one short line. */
  private static String oneLine(String error) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < error.length() && i < LONGEST; i++) {
      char c = error.charAt(i);
      boolean breaks = Character.isISOControl(c) || c == '\u2028' || c == '\u2029';
      line.append(breaks ? String.format(Locale.ROOT, "\\u%04x", (int) c) : String.valueOf(c));
    }
    return error.length() > LONGEST ? line + "..." : line.toString();
  }
}
