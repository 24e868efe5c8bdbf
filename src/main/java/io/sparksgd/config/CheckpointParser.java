package io.sparksgd.config;

import io.sparksgd.config.CheckpointConfig.Resume;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and writes the group {@code checkpoint}. */
final class CheckpointParser {
  private static final String ONLY_WITH_DIR = "only with checkpoint.dir";

  private CheckpointParser() {}

  static CheckpointConfig parse(Section section) {
    Optional<String> dir = section.text("dir");
    if (!section.has("dir")) {
      section.done(
          Map.of("every-steps", ONLY_WITH_DIR, "keep", ONLY_WITH_DIR, "resume", ONLY_WITH_DIR));
      return CheckpointConfig.NONE;
    }
    CheckpointConfig usual = CheckpointConfig.NONE;
    long everySteps = section.whole("every-steps", 1, Long.MAX_VALUE).orElse(usual.everySteps());
    int keep = section.count("keep", 1).orElse(usual.keep());
    Resume resume = section.choice("resume", Resume.class).orElse(usual.resume());
    section.done();
    return new CheckpointConfig(dir, everySteps, keep, resume);
  }

  static Map<String, Object> toMap(CheckpointConfig config) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (config.dir().isPresent()) {
      map.put("dir", config.dir().get());
      map.put("every-steps", config.everySteps());
      map.put("keep", config.keep());
      map.put("resume", Names.key(config.resume()));
    }
    return map;
  }
}
