package io.sparksgd.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The objects that an executor deserialised from the tasks of the last few runs, by the name of
 * each part of a task. Different parts have different names.
 *
 * @param <V> what is kept
 */
public final class RecentlyRead<V> {
  /** Training and validation rows of several runs. */
  private static final int MOST = 16;

  private final Map<UUID, V> kept =
      new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, V> leastRecent) {
          return size() > MOST;
        }
      };

  /** The object of this name; it is made if it is missing. */
  public synchronized V get(UUID name, Supplier<V> make) {
    V value = kept.get(name);
    if (value == null) {
      value = make.get();
      kept.put(name, value);
    }
    return value;
  }
}
