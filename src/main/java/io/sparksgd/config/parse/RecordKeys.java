package io.sparksgd.config.parse;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The keys that a record declares: a section becomes the record, and the record a map again.
 *
 * @param <R> the record
 */
final class RecordKeys<R> {
  private final Class<? extends R> type;
  private final Map<String, Key> keys = new LinkedHashMap<>();

  RecordKeys(Class<? extends R> type) {
    this.type = type;
    for (RecordComponent component : type.getRecordComponents()) {
      Key.of(component).ifPresent(key -> keys.put(component.getName(), key));
    }
  }

  /** The key of a component. */
  Key key(String component) {
    return keys.get(component);
  }

  /** The keys in the order of the components. */
  List<Key> keys() {
    return new ArrayList<>(keys.values());
  }

  Reading<R> reading(Section section) {
    return new Reading<>(this, section);
  }

  /** The record of a section that has all it needs. */
  R read(Section section) {
    return reading(section).read();
  }

  /** The record when no key is given; components without a key cannot be. */
  R usual() {
    return read(new Section("", new Value.Entries(new LinkedHashMap<>(), ""), new ArrayList<>()));
  }

  /** Whether a key has an effect when no other one is given. */
  boolean isUsuallyRead(Key key) {
    Map<String, Object> values = new LinkedHashMap<>();
    keys().stream()
        .filter(Key::isPlain)
        .forEach(k -> k.usual().ifPresent(value -> values.put(k.component(), value)));
    return hasEffect(key, values);
  }

  /** The keys that have an effect, with their values. */
  Map<String, Object> map(R settings) {
    Map<String, Object> values = new LinkedHashMap<>();
    keys.forEach((component, key) -> values.put(component, key.of((Record) settings)));
    Map<String, Object> map = new LinkedHashMap<>();
    for (Key key : keys()) {
      if (key.isPlain() && hasEffect(key, values)) {
        key.written(values.get(key.component())).ifPresent(value -> map.put(key.name(), value));
      }
    }
    return map;
  }

  private boolean hasEffect(Key key, Map<String, Object> values) {
    String[] condition = key.setting().with().split(": ", 2);
    Optional<Key> other = keys().stream().filter(k -> k.name().equals(condition[0])).findFirst();
    if (other.filter(Key::isPlain).isEmpty() || !values.containsKey(other.get().component())) {
      return true;
    }
    Object value = values.get(other.get().component());
    if (condition.length == 1) {
      return isGiven(value);
    }
    List<String> allowed = Arrays.asList(condition[1].split(", ", -1));
    return other.get().written(value).map(v -> allowed.contains(v.toString())).orElse(true);
  }

  private static boolean isGiven(Object value) {
    return !(value.equals(Optional.empty())
        || value.equals(OptionalInt.empty())
        || value.equals(OptionalLong.empty())
        || value.equals(OptionalDouble.empty())
        || value.equals(List.of()));
  }

  private R create(Map<String, Object> values) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] arguments = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      arguments[i] = values.get(components[i].getName());
    }
    try {
      Constructor<? extends R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A record on its way from a section. */
  static final class Reading<R> {
    private final RecordKeys<R> keys;
    private final Section section;
    private final Map<String, Object> values = new LinkedHashMap<>();
    private final Map<String, Object> usuals = new LinkedHashMap<>();
    private final Map<String, String> elsewhere = new LinkedHashMap<>();

    private Reading(RecordKeys<R> keys, Section section) {
      this.keys = keys;
      this.section = section;
    }

    /** A component that is no key, or was read by hand. */
    Reading<R> with(String component, Object value) {
      values.put(component, value);
      return this;
    }

    /** A default that depends on other keys. */
    Reading<R> usual(String component, Object value) {
      usuals.put(component, value);
      return this;
    }

    /** Reads one component before the others. */
    Object get(String component) {
      return values.computeIfAbsent(component, any -> value(keys.keys.get(component)));
    }

    R read() {
      for (Key key : keys.keys()) {
        get(key.component());
      }
      return keys.create(values);
    }

    private Object value(Key key) {
      boolean effect = keys.hasEffect(key, values);
      if (!effect) {
        elsewhere.put(key.name(), reason(key));
      }
      Optional<Object> usual = Optional.ofNullable(usuals.get(key.component()));
      return key.read(
          effect ? section : section.none(), key.isOptional() ? usual : usual.or(key::usual));
    }

    /** Reads the record and reports every other key of the section. */
    R readAll() {
      R settings = read();
      section.done(elsewhere);
      return settings;
    }

    private String reason(Key key) {
      if (!key.setting().otherwise().isEmpty()) {
        return key.setting().otherwise();
      }
      return "only with " + section.path(key.setting().with().replace(", ", " or "));
    }
  }
}
