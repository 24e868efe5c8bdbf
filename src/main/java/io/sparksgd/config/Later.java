package io.sparksgd.config;

import java.util.Map;

/** Groups whose defaults are allowed and whose other values come with later versions. */
final class Later {
  /** Group, the one key that may stand in it, and its value. */
  private static final Map<String, String[]> GROUPS =
      Map.of(
          "synchronize", new String[] {"every", "step"},
          "compression", new String[] {"kind", "none"});

  private Later() {}

  static void check(Section root) {
    GROUPS.forEach(
        (group, only) -> {
          Section section = root.section(group);
          section
              .text(only[0])
              .filter(value -> !value.equals(only[1]))
              .ifPresent(value -> unavailable(section, only[0], value));
          for (String key : section.keys()) {
            if (!key.equals(only[0])) {
              unavailable(section, key, "");
            }
          }
        });
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
