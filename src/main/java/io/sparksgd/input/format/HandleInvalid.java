package io.sparksgd.input.format;

import java.util.Locale;

/** What becomes of a row whose features cannot be used, as Spark ML names it. */
public enum HandleInvalid {
  /** The first one is an error. */
  ERROR,
  /** It is left out. */
  SKIP,
  /** It stays, without a prediction. */
  KEEP;

  /** The rule of a name in small letters, as Params have it. */
  public static HandleInvalid of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
