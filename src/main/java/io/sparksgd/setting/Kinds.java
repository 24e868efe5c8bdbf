package io.sparksgd.setting;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The kinds of a setting: records by the names that the key {@code kind} has for them.
 *
 * @param <T> what all of them are
 */
public final class Kinds<T> {
  private final Map<String, Class<? extends T>> types;

  private Kinds(Map<String, Class<? extends T>> types) {
    this.types = Collections.unmodifiableMap(types);
  }

  /** No kinds yet. */
  public static <T> Kinds<T> of(Class<T> all) {
    return new Kinds<T>(new LinkedHashMap<>());
  }

  /** These kinds and one more. */
  public Kinds<T> and(String name, Class<? extends T> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException("Invalid kind " + name + ": " + type + " is no record");
    }
    Map<String, Class<? extends T>> more = new LinkedHashMap<>(types);
    more.put(name, type);
    return new Kinds<>(more);
  }

  /** The names, in the order of the reference page. */
  public List<String> names() {
    return new ArrayList<>(types.keySet());
  }

  /** The records by their names. */
  public Map<String, Class<? extends T>> types() {
    return types;
  }

  /** The name of a value's kind. */
  public String name(T value) {
    return types.entrySet().stream()
        .filter(kind -> kind.getValue() == value.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("Invalid kind: " + value));
  }
}
