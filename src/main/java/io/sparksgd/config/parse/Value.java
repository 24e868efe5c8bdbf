package io.sparksgd.config.parse;

import java.util.LinkedHashMap;
import java.util.List;

/** A parsed value and where it stands. */
sealed interface Value {

  /** Where it stands: file and line, or the override. */
  String origin();

  /** The value as messages show it. */
  String shown();

  /**
   * A scalar.
   *
   * @param quoting quoted ones are strings for sure
   */
  record Scalar(String text, Quoting quoting, String origin) implements Value {
    private static final int LONGEST = 80;

    @Override
    public String shown() {
      if (text.isEmpty()) {
        return "''";
      }
      return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    boolean isNull() {
      return quoting == Quoting.PLAIN
          && (text.isEmpty() || text.equals("null") || text.equals("~"));
    }
  }

  /** How a scalar is written. */
  enum Quoting {
    PLAIN,
    QUOTED
  }

  /** A list. */
  record Items(List<Value> items, String origin) implements Value {
    @Override
    public String shown() {
      return "a list";
    }
  }

  /** A map, in the order of the file; it may be changed by overrides. */
  record Entries(LinkedHashMap<String, Value> entries, String origin) implements Value {
    @Override
    public String shown() {
      return "a map";
    }
  }
}
