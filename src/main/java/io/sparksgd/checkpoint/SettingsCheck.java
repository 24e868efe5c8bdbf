package io.sparksgd.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the settings of a run with those of the run that it continues. */
public final class SettingsCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SettingsCheck() {}

  /**
   * The differences, each as {@code group.key: saved, now value}.
   *
   * @param free keys and groups that may differ
   */
  public static List<String> differences(Map<?, ?> saved, Map<?, ?> now, Set<String> free) {
    List<String> differences = new ArrayList<>();
    compare("", plain(saved), plain(now), free, differences);
    return differences;
  }

  /** As JSON reads it back, so that an int and a long of a value are equal. */
  private static JsonNode plain(Map<?, ?> map) {
    try {
      return JSON.readTree(JSON.writeValueAsString(map));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Settings are plain values", e);
    }
  }

  private static void compare(
      String path, JsonNode saved, JsonNode now, Set<String> free, List<String> differences) {
    if (free.contains(path)) {
      return;
    }
    if (!saved.isObject() || !now.isObject()) {
      if (!saved.equals(now)) {
        differences.add(path + ": " + shown(saved) + ", now " + shown(now));
      }
      return;
    }
    Set<String> keys = new TreeSet<>();
    saved.fieldNames().forEachRemaining(keys::add);
    now.fieldNames().forEachRemaining(keys::add);
    for (String key : keys) {
      String inner = path.isEmpty() ? key : path + "." + key;
      compare(inner, saved.path(key), now.path(key), free, differences);
    }
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "not given" : node.isTextual() ? node.asText() : node.toString();
  }
}
