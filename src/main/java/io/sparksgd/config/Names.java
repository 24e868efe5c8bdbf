package io.sparksgd.config;

import java.util.Locale;

/** The names of constants in job files. */
final class Names {
  private Names() {}

  /** Lower case with hyphens. */
  static String key(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
