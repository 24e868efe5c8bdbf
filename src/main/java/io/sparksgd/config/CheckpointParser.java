package io.sparksgd.config;

import io.sparksgd.config.CheckpointConfig.OnFailure;
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
      Map<String, String> elsewhere = new LinkedHashMap<>();
      for (String key : new String[] {"every-steps", "keep", "resume", "on-failure"}) {
        elsewhere.put(key, ONLY_WITH_DIR);
      }
      section.done(elsewhere);
      return CheckpointConfig.NONE;
    }
    CheckpointConfig usual = CheckpointConfig.NONE;
    long everySteps = section.whole("every-steps", 1, Long.MAX_VALUE).orElse(usual.everySteps());
    int keep = section.count("keep", 1).orElse(usual.keep());
    Resume resume = section.choice("resume", Resume.class).orElse(usual.resume());
    OnFailure onFailure = section.choice("on-failure", OnFailure.class).orElse(usual.onFailure());
    section.done();
    return new CheckpointConfig(dir, everySteps, keep, resume, onFailure);
  }

  static Map<String, Object> toMap(CheckpointConfig config) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (config.dir().isPresent()) {
      map.put("dir", config.dir().get());
      map.put("every-steps", config.everySteps());
      map.put("keep", config.keep());
      map.put("resume", Names.key(config.resume()));
      map.put("on-failure", Names.key(config.onFailure()));
    }
    return map;
  }
}
