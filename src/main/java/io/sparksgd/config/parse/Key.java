package io.sparksgd.config.parse;

import io.sparksgd.setting.Range;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** A key of a group, as a record component declares it. */
final class Key {
  private static final Set<String> TEXTS = Set.of(Setting.CHARACTERS, Setting.PATH, Setting.PATHS);

  private final RecordComponent component;
  private final Setting setting;
  private final String name;
  private final Range range;

  private Key(RecordComponent component, Setting setting) {
    this.component = component;
    this.setting = setting;
    this.name = setting.key().isEmpty() ? Names.key(component.getName()) : setting.key();
    this.range = Range.of(setting.range());
  }

  /** The key of a component; empty when it has none. */
  static Optional<Key> of(RecordComponent component) {
    return Optional.ofNullable(component.getAnnotation(Setting.class))
        .map(setting -> new Key(component, setting));
  }

  String name() {
    return name;
  }

  /** The meaning; empty when an earlier kind says it. */
  String meaning() {
    Says says = component.getAnnotation(Says.class);
    return says == null ? "" : says.value();
  }

  String component() {
    return component.getName();
  }

  Setting setting() {
    return setting;
  }

  /** The type of the value itself: that in an Optional, that of a list's items. */
  Class<?> type() {
    Class<?> type = component.getType();
    if (component.getGenericType() instanceof ParameterizedType parameterized) {
      Type[] inner = parameterized.getActualTypeArguments();
      return inner[0] instanceof Class<?> plain ? plain : type;
    } else if (type == OptionalDouble.class) {
      return double.class;
    } else if (type == OptionalLong.class) {
      return long.class;
    }
    return type == OptionalInt.class ? int.class : type;
  }

  boolean isList() {
    return component.getType() == List.class;
  }

  Range range() {
    return range;
  }

  /** Whether the value follows from the declaration; others are read and written by hand. */
  boolean isPlain() {
    return (setting.type().isEmpty() || TEXTS.contains(setting.type()))
        && (isList()
            ? type() == String.class || type() == Integer.class
            : type().isEnum()
                || type() == String.class
                || type() == Boolean.class
                || type() == int.class
                || type() == long.class
                || type() == double.class
                || type() == boolean.class);
  }

  /** The value that a section gives, or {@code usual}. What is wrong is reported. */
  Object read(Section section, Optional<Object> usual) {
    Optional<?> given = given(section);
    boolean missing = usual.isEmpty() && !setting.required().isEmpty();
    if (missing && !section.has(name())) {
      section.error(
          name(), "Missing " + section.path(name()) + " (allowed: " + setting.required() + ")");
    }
    return given.isPresent() ? wrapped(given) : usual.orElseGet(this::placeholder);
  }

  private Optional<?> given(Section section) {
    String key = name();
    if (isList()) {
      List<?> items =
          type() == String.class
              ? section.texts(key)
              : section.counts(key, (int) range.least().value(), (int) range.most().value());
      return items.isEmpty() ? Optional.empty() : Optional.of(items);
    } else if (isFlag()) {
      return section.flag(key).map(this::constant);
    } else if (type().isEnum()) {
      return section.choice(key, choices());
    } else if (type() == boolean.class || type() == Boolean.class) {
      return section.flag(key);
    } else if (type() == double.class) {
      return boxed(section.number(key, range::contains, ("a number " + range.words()).strip()));
    } else if (type() == long.class) {
      return boxed(section.whole(key, least(), most()));
    } else if (type() == int.class) {
      return boxed(section.whole(key, least(), Math.min(most(), Integer.MAX_VALUE)))
          .map(Long::intValue);
    }
    return setting.type().equals(Setting.CHARACTERS) ? section.characters(key) : section.text(key);
  }

  /** Whether the key is a flag that chooses one of two constants. */
  boolean isFlag() {
    return !setting.yes().isEmpty();
  }

  private boolean isYes(Object constant) {
    return ((Enum<?>) constant).name().equals(setting.yes());
  }

  private Object constant(boolean yes) {
    return Arrays.stream(type().getEnumConstants())
        .filter(constant -> isYes(constant) == yes)
        .findFirst()
        .orElseThrow();
  }

  private long least() {
    return (long) range.least().value();
  }

  private long most() {
    return (long) range.most().value();
  }

  private static Optional<Double> boxed(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static Optional<Long> boxed(OptionalLong value) {
    return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
  }

  /** The constants of an enum that are allowed, by their names. */
  Map<String, Object> choices() {
    Map<String, Object> choices = new LinkedHashMap<>();
    for (Object constant : type().getEnumConstants()) {
      choices.put(Names.key((Enum<?>) constant), constant);
    }
    choices.remove(setting.except());
    return choices;
  }

  private Object wrapped(Optional<?> value) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return value;
    } else if (type == OptionalDouble.class) {
      return OptionalDouble.of((Double) value.get());
    } else if (type == OptionalLong.class) {
      return OptionalLong.of((Long) value.get());
    }
    return type == OptionalInt.class ? OptionalInt.of((Integer) value.get()) : value.get();
  }

  /** Whether a value may be absent: then the reader of the group knows what is usual, and when. */
  boolean isOptional() {
    return component.getType().getSimpleName().startsWith("Optional");
  }

  /** The declared default; empty for keys without one. */
  Optional<Object> usual() {
    String text = setting.usual();
    if (text.isEmpty()) {
      return Optional.empty();
    } else if (isList()) {
      return Optional.of(Arrays.asList(text.split(", ", -1)));
    } else if (isFlag()) {
      return Optional.of(constant(Boolean.parseBoolean(text)));
    } else if (type().isEnum()) {
      return Optional.of(choices().get(text));
    } else if (type() == double.class) {
      return Optional.of(Double.valueOf(text));
    } else if (type() == long.class) {
      return Optional.of(Long.valueOf(text));
    } else if (type() == int.class) {
      return Optional.of(Integer.valueOf(text));
    } else if (type() == boolean.class || type() == Boolean.class) {
      return Optional.of(Boolean.valueOf(text));
    }
    return Optional.of(text);
  }

  /** Whether a job file may write the default: one outside the range stands for no key. */
  boolean isUsualAllowed() {
    return !(usual().orElse("") instanceof Number number) || range.contains(number.doubleValue());
  }

  /** The declared default of a number that may be absent. */
  double usualNumber() {
    return Double.parseDouble(setting.usual());
  }

  /** A value that records accept, where none was given and none is usual. */
  private Object placeholder() {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return Optional.empty();
    } else if (type == OptionalDouble.class) {
      return OptionalDouble.empty();
    } else if (type == OptionalLong.class) {
      return OptionalLong.empty();
    } else if (type == OptionalInt.class) {
      return OptionalInt.empty();
    } else if (type == List.class) {
      return setting.required().isEmpty() || type() == String.class ? List.of() : List.of(1);
    } else if (type == double.class) {
      return range.contains(1) ? 1.0 : range.contains(0) ? 0.0 : 0.5;
    } else if (type == long.class) {
      return 1L;
    }
    return type == int.class ? (Object) 1 : type == boolean.class ? (Object) false : "";
  }

  /** The value of the component in a record. */
  Object of(Record settings) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(settings);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A value as a job description has it; empty when the key is not given then. */
  Optional<Object> written(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.flatMap(this::written);
    } else if (value instanceof OptionalDouble number) {
      return boxed(number).map(Object.class::cast);
    } else if (value instanceof OptionalLong number) {
      return boxed(number).map(Object.class::cast);
    } else if (value instanceof OptionalInt number) {
      return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    } else if (value instanceof List<?> list) {
      return list.isEmpty() ? Optional.empty() : Optional.of(value);
    } else if (isFlag()) {
      return Optional.of(isYes(value));
    } else if (value instanceof Enum<?> constant) {
      return Optional.of(Names.key(constant));
    } else if (value instanceof Long number && !range.contains(number)) {
      return Optional.empty();
    }
    return Optional.of(value);
  }
}
