package io.sparksgd.config.parse;

import io.sparksgd.config.parse.Value.Entries;
import io.sparksgd.config.parse.Value.Items;
import io.sparksgd.config.parse.Value.Quoting;
import io.sparksgd.config.parse.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Plain maps, lists, texts, numbers and booleans as values that know where they stand. */
final class MapReader {
  private final UnaryOperator<String> origins;

  private MapReader(UnaryOperator<String> origins) {
    this.origins = origins;
  }

  /**
   * The values of a map.
   *
   * @param origins what messages call the place of a key, by its full name; empty for the whole
   */
  static Entries entries(Map<String, ?> map, UnaryOperator<String> origins) {
    return new MapReader(origins).entries("", map);
  }

  private Entries entries(String path, Map<?, ?> map) {
    LinkedHashMap<String, Value> entries = new LinkedHashMap<>();
    map.forEach(
        (key, value) -> {
          String inner = path.isEmpty() ? String.valueOf(key) : path + "." + key;
          entries.put(String.valueOf(key), value(inner, value));
        });
    return new Entries(entries, origins.apply(path));
  }

  private Value value(String path, Object value) {
    if (value instanceof Map<?, ?> map) {
      return entries(path, map);
    } else if (value instanceof List<?> list) {
      List<Value> items = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        items.add(value(path + "[" + i + "]", list.get(i)));
      }
      return new Items(items, origins.apply(path));
    }
    Quoting quoting = value instanceof String ? Quoting.QUOTED : Quoting.PLAIN;
    return new Scalar(value == null ? "" : value.toString(), quoting, origins.apply(path));
  }
}
