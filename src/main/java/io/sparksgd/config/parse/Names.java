package io.sparksgd.config.parse;

import java.util.Locale;

/** The names of constants and components in job files: lower case with hyphens. */
final class Names {
  private Names() {}

  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String key(String component) {
    return component.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
