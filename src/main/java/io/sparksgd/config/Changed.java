package io.sparksgd.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Copies of records in which some components differ. */
final class Changed {
  private Changed() {}

  /**
   * A copy of a record with other values of the components that have the same types.
   *
   * @throws IllegalArgumentException if no component has the type of a value
   */
  static <R extends Record> R with(R record, Object... values) {
    Map<String, Object> byName = new HashMap<>();
    for (Object value : values) {
      byName.put(name(record.getClass(), value), value);
    }
    return named(record, byName);
  }

  /** A copy of a record with other values of the components with these names. */
  static <R extends Record> R named(R record, Map<String, ?> values) {
    Object[] arguments =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(
                component ->
                    values.containsKey(component.getName())
                        ? values.get(component.getName())
                        : value(record, component))
            .toArray();
    return create(record, arguments);
  }

  private static String name(Class<?> type, Object value) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isInstance(value)) {
        return component.getName();
      }
    }
    throw new IllegalArgumentException(
        "Invalid value: " + type.getSimpleName() + " has no " + value.getClass().getSimpleName());
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <R extends Record> R create(R record, Object[] arguments) {
    Class<?>[] types =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      return (R) record.getClass().getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
