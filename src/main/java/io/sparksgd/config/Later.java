package io.sparksgd.config;

import java.util.Optional;

/** Groups whose defaults are allowed and whose other values come with later versions. */
final class Later {
  private Later() {}

  static void check(Section root) {
    only(root.section("synchronize"), "every", "step");
    Section checkpoint = root.section("checkpoint");
    for (String key : checkpoint.keys()) {
      unavailable(checkpoint, key, "");
    }
  }

  /** Reports all but one value of one key. */
  private static void only(Section section, String allowedKey, String allowed) {
    for (String key : section.keys()) {
      Optional<String> value = key.equals(allowedKey) ? section.text(key) : Optional.of("");
      value
          .filter(given -> !given.equals(allowed))
          .ifPresent(given -> unavailable(section, key, given));
    }
  }

  private static void unavailable(Section section, String key, String value) {
    section.error(
        key,
        "Invalid "
            + section.path(key)
            + (value.isEmpty() ? "" : ": " + value)
            + ": not available in this version");
  }
}
