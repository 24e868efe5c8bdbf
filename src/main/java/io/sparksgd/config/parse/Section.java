package io.sparksgd.config.parse;

import io.sparksgd.config.parse.Value.Entries;
import io.sparksgd.config.parse.Value.Items;
import io.sparksgd.config.parse.Value.Quoting;
import io.sparksgd.config.parse.Value.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoublePredicate;
import java.util.regex.Pattern;

/**
 * One group of a job description while it is read. What is wrong is collected, and a usable value
 * returned in its place, so that all errors come to light at once.
 */
final class Section {
  /** What messages say of a key that nothing reads beside the others. */
  static final String NO_EFFECT = "it has no effect here";

  /** Whole numbers that fit into an int. */
  private static final Pattern COUNT = Pattern.compile("[0-9]{1,9}");

  private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9][0-9_]*");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9][0-9_]*(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  private final String path;
  private final String origin;
  private final Map<String, Value> entries;
  private final List<String> errors;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String path, Entries entries, List<String> errors) {
    this.path = path;
    this.origin = entries.origin();
    this.entries = entries.entries();
    this.errors = errors;
  }

  private Section(String path, String origin, List<String> errors) {
    this.path = path;
    this.origin = origin;
    this.entries = Map.of();
    this.errors = errors;
  }

  /** This section without any key. */
  Section none() {
    return new Section(path, origin, errors);
  }

  /** Whether a key is given. */
  boolean has(String key) {
    known.add(key);
    return given(key);
  }

  /** The keys that are given. */
  List<String> keys() {
    return entries.keySet().stream().filter(this::given).toList();
  }

  /** The keys that are given in a group inside this one; what is wrong is not reported. */
  List<String> keysIn(String group) {
    return has(group) && entries.get(group) instanceof Entries inner
        ? new Section(path(group), inner, new ArrayList<>()).keys()
        : List.of();
  }

  private boolean given(String key) {
    Value value = entries.get(key);
    return value != null && !(value instanceof Scalar scalar && scalar.isNull());
  }

  /** The full name of a key. */
  String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Reports an error at a key, or at the group when the key is not given. */
  void error(String key, String message) {
    Value value = entries.get(key);
    errors.add((value == null ? origin : value.origin()) + ": " + message);
  }

  private void invalid(String key, String allowed) {
    error(
        key,
        "Invalid " + path(key) + ": " + entries.get(key).shown() + " (allowed: " + allowed + ")");
  }

  /** A group inside this one; empty when it is not given. */
  Section section(String key) {
    if (!has(key)) {
      return new Section(path(key), origin, errors);
    }
    if (entries.get(key) instanceof Entries inner) {
      return new Section(path(key), inner, errors);
    }
    invalid(key, "a group of keys");
    return new Section(path(key), origin, errors);
  }

  /** The groups of a list. */
  List<Section> sections(String key) {
    List<Section> sections = new ArrayList<>();
    if (has(key)) {
      if (entries.get(key) instanceof Items list) {
        for (int i = 0; i < list.items().size(); i++) {
          if (list.items().get(i) instanceof Entries inner) {
            sections.add(new Section(path(key) + "[" + i + "]", inner, errors));
          } else {
            invalid(key, "a list of groups");
          }
        }
      } else {
        invalid(key, "a list of groups");
      }
    }
    return sections;
  }

  Optional<String> text(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (entries.get(key) instanceof Scalar scalar && !scalar.text().isBlank()) {
      return Optional.of(scalar.text());
    }
    invalid(key, "a text");
    return Optional.empty();
  }

  /** Characters that may be white space, such as a delimiter. */
  Optional<String> characters(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (entries.get(key) instanceof Scalar scalar && !scalar.text().isEmpty()) {
      return Optional.of(scalar.text());
    }
    invalid(key, "one or more characters");
    return Optional.empty();
  }

  /** A text or a list of texts; empty when it is not given. */
  List<String> texts(String key) {
    if (has(key) && entries.get(key) instanceof Items list) {
      List<String> texts = new ArrayList<>();
      for (Value item : list.items()) {
        if (item instanceof Scalar scalar && !scalar.isNull() && !scalar.text().isBlank()) {
          texts.add(scalar.text());
        } else {
          invalid(key, "a text or a list of texts");
        }
      }
      if (list.items().isEmpty()) {
        invalid(key, "at least one");
      }
      return texts;
    }
    return text(key).map(List::of).orElse(List.of());
  }

  OptionalDouble number(String key, DoublePredicate range, String allowed) {
    if (!has(key)) {
      return OptionalDouble.empty();
    }
    if (entries.get(key) instanceof Scalar scalar
        && scalar.quoting() == Quoting.PLAIN
        && NUMBER.matcher(scalar.text()).matches()) {
      double value = Double.parseDouble(scalar.text().replace("_", ""));
      if (Double.isFinite(value) && range.test(value)) {
        return OptionalDouble.of(value);
      }
    }
    invalid(key, allowed);
    return OptionalDouble.empty();
  }

  OptionalLong whole(String key, long least, long most) {
    String allowed =
        most == Long.MAX_VALUE
            ? (least == Long.MIN_VALUE ? "a whole number" : "a whole number from " + least)
            : "a whole number from " + least + " to " + most;
    if (!has(key)) {
      return OptionalLong.empty();
    }
    if (entries.get(key) instanceof Scalar scalar
        && scalar.quoting() == Quoting.PLAIN
        && WHOLE.matcher(scalar.text()).matches()) {
      try {
        long value = Long.parseLong(scalar.text().replace("_", ""));
        if (value >= least && value <= most) {
          return OptionalLong.of(value);
        }
      } catch (NumberFormatException e) {
        // Beyond 64 bits: reported below, as any other value that is not allowed.
      }
    }
    invalid(key, allowed);
    return OptionalLong.empty();
  }

  /** Most rows, parameters or the like of a kind that one of them has: arrays are as long. */
  static final int MOST = 1 << 24;

  OptionalInt count(String key, int least, int most) {
    OptionalLong value = whole(key, least, most);
    return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
  }

  /** A list of whole numbers; empty when it is not given, or wrong. */
  List<Integer> counts(String key, int least, int most) {
    if (!has(key)) {
      return List.of();
    }
    String allowed = "a list of whole numbers from " + least + " to " + most + ", such as [64, 32]";
    if (!(entries.get(key) instanceof Items list) || list.items().isEmpty()) {
      invalid(key, allowed);
      return List.of();
    }
    List<Integer> counts = new ArrayList<>();
    for (Value item : list.items()) {
      if (item instanceof Scalar scalar
          && scalar.quoting() == Quoting.PLAIN
          && COUNT.matcher(scalar.text()).matches()
          && Integer.parseInt(scalar.text()) >= least
          && Integer.parseInt(scalar.text()) <= most) {
        counts.add(Integer.parseInt(scalar.text()));
      } else {
        error(key, "Invalid " + path(key) + ": " + item.shown() + " (allowed: " + allowed + ")");
        return List.of();
      }
    }
    return counts;
  }

  Optional<Boolean> flag(String key) {
    if (!has(key)) {
      return Optional.empty();
    }
    if (entries.get(key) instanceof Scalar scalar && scalar.quoting() == Quoting.PLAIN) {
      if (scalar.text().equals("true") || scalar.text().equals("false")) {
        return Optional.of(Boolean.valueOf(scalar.text()));
      }
    }
    invalid(key, "true or false");
    return Optional.empty();
  }

  /** One of several names. */
  <T> Optional<T> choice(String key, Map<String, T> choices) {
    Optional<String> name = text(key);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    T choice = choices.get(name.get());
    if (choice == null) {
      Suggestion suggestion = Suggestion.of(name.get(), choices.keySet());
      error(
          key,
          "Invalid "
              + path(key)
              + ": "
              + entries.get(key).shown()
              + suggestion
              + " (allowed: "
              + String.join(", ", choices.keySet())
              + ")");
    }
    return Optional.ofNullable(choice);
  }

  /** A constant of an enum, by its name in lower case with hyphens. */
  <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(Names.key(constant), constant);
    }
    return choice(key, choices);
  }

  /**
   * Reports every key that means nothing with any kind; which of the others have an effect cannot
   * be told while the kind is wrong.
   *
   * @param ofKinds the keys that some kinds read
   */
  void doneWithoutKind(Map<String, String> ofKinds) {
    known.addAll(ofKinds.keySet());
    done();
  }

  /** Reports every key that nobody asked for. */
  void done() {
    done(Map.of());
  }

  /**
   * Reports every key that nobody asked for.
   *
   * @param elsewhere keys that mean something in other circumstances, and in which
   */
  void done(Map<String, String> elsewhere) {
    for (String key : entries.keySet()) {
      if (known.contains(key) || (elsewhere.containsKey(key) && !given(key))) {
        continue;
      }
      if (elsewhere.containsKey(key)) {
        error(key, "Invalid " + path(key) + ": " + NO_EFFECT + " (" + elsewhere.get(key) + ")");
      } else {
        Suggestion suggestion = Suggestion.of(key, known);
        String hint =
            suggestion.toString().isEmpty()
                ? " (allowed: " + String.join(", ", known) + ")"
                : suggestion.toString();
        error(key, "Unknown key " + path(key) + hint);
      }
    }
  }
}
