package io.sparksgd.config;

/** Groups that come with later versions. */
final class Later {
  private Later() {}

  static void check(Section root) {
    Section checkpoint = root.section("checkpoint");
    for (String key : checkpoint.keys()) {
      unavailable(checkpoint, key, "");
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
