package io.sparksgd.config.parse;

import io.sparksgd.setting.Kinds;
import io.sparksgd.setting.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The keys of a group whose key {@code kind} chooses a record.
 *
 * @param <T> what all kinds are
 */
final class KindKeys<T> {
  private final Kinds<T> kinds;
  private final Map<String, RecordKeys<T>> records = new LinkedHashMap<>();

  /** By name: a key's declarations, in the order of the kinds. */
  private final Map<String, List<Key>> declarations = new LinkedHashMap<>();

  private final String or;

  /**
   * The keys of kinds.
   *
   * @param or between the names of kinds in messages
   */
  KindKeys(Kinds<T> kinds, String or) {
    this.kinds = kinds;
    this.or = or;
    kinds.types().forEach((name, type) -> records.put(name, new RecordKeys<T>(type)));
    records.values().stream()
        .flatMap(keys -> keys.keys().stream())
        .forEach(
            key -> declarations.computeIfAbsent(key.name(), any -> new ArrayList<>()).add(key));
  }

  List<String> names() {
    return kinds.names();
  }

  RecordKeys<T> of(String kind) {
    return records.get(kind);
  }

  /** All declarations of a key, in the order of the kinds. */
  List<Key> declarations(String name) {
    return declarations.getOrDefault(name, List.of());
  }

  /** The kinds that have each key. */
  Map<String, List<String>> withKinds() {
    Map<String, List<String>> with = new LinkedHashMap<>();
    records.forEach(
        (kind, keys) ->
            keys.keys()
                .forEach(
                    key -> with.computeIfAbsent(key.name(), any -> new ArrayList<>()).add(kind)));
    return with;
  }

  private String reason(String key, String kindKey, String names) {
    Optional<String> other = declared(key, Setting::otherwise);
    Optional<String> see = declared(key, Setting::see).map(more -> "; see " + more);
    return other.orElse("only with " + kindKey + ": " + names) + see.orElse("");
  }

  /** The text that one of a key's declarations has; the first one's if several have it. */
  private Optional<String> declared(String key, Function<Setting, String> text) {
    return declarations(key).stream()
        .map(declaration -> text.apply(declaration.setting()))
        .filter(found -> !found.isEmpty())
        .findFirst();
  }

  /** The name that a section gives; empty when it gives none, or a wrong one. */
  Optional<String> kind(Section section) {
    Map<String, String> choices = new LinkedHashMap<>();
    names().forEach(name -> choices.put(name, name));
    return section.choice("kind", choices);
  }

  /** The same; {@code usual} when it gives none. */
  Optional<String> kind(Section section, String usual) {
    return section.has("kind") ? kind(section) : Optional.of(usual);
  }

  /** Settings of a kind. */
  T read(Section section, String kind) {
    return of(kind).read(section);
  }

  /**
   * Reports every key that nobody asked for; which keys of kinds have an effect cannot be told
   * while the kind is wrong or missing.
   *
   * @param kind as {@link #kind(Section)} found it
   * @param more keys beside those of kinds, and why they have no effect
   */
  void done(Section section, Optional<String> kind, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>();
    withKinds()
        .forEach(
            (key, names) ->
                all.put(key, reason(key, section.path("kind"), String.join(or, names))));
    all.putAll(more);
    if (kind.isPresent()) {
      section.done(all);
    } else {
      section.doneWithoutKind(all);
    }
  }

  /** The kind and its keys. */
  Map<String, Object> map(T settings) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", kinds.name(settings));
    map.putAll(of(kinds.name(settings)).map(settings));
    return map;
  }
}
