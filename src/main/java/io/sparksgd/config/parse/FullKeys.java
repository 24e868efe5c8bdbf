package io.sparksgd.config.parse;

import java.util.LinkedHashMap;
import java.util.Map;

/** Job descriptions as maps of maps, written by full keys such as {@code stop.early.patience}. */
public final class FullKeys {
  private FullKeys() {}

  /** Puts a value at a full key; the groups on the way are made when they are missing. */
  @SuppressWarnings("unchecked")
  public static void put(Map<String, Object> job, String key, Object value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      job.put(key, value);
      return;
    }
    Object inner = job.computeIfAbsent(key.substring(0, dot), any -> new LinkedHashMap<>());
    put((Map<String, Object>) inner, key.substring(dot + 1), value);
  }
}
