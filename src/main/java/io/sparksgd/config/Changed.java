package io.sparksgd.config;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
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
    Object[] arguments =
        Arrays.stream(record.getClass().getRecordComponents())
            .map(component -> value(record, component))
            .toArray();
    for (Object value : values) {
      arguments[index(record.getClass(), value)] = value;
    }
    return create(record, arguments);
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

  private static int index(Class<?> type, Object value) {
    RecordComponent[] components = type.getRecordComponents();
    for (int i = 0; i < components.length; i++) {
      if (components[i].getType().isInstance(value)) {
        return i;
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
