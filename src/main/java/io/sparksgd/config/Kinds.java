package io.sparksgd.config;

import java.util.Locale;

/** The names of kinds that are records: a record's own name in lower case with hyphens. */
final class Kinds {
  private Kinds() {}

  static String of(Record settings) {
    return settings
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
