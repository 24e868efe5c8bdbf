package io.sparksgd.cli.text;

import io.sparksgd.message.ControlCharacters;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Two columns of text for people: names and values. */
public final class Table {
  private static final int MOST_ITEMS = 10;
  private static final Pattern BYTES =
      Pattern.compile(
          "(^|[.-])bytes($|[.-])|^memory\\.(?!.*per-executor$).*|^memory\\..*(blocks|shared)-");
  private static final Pattern RATIOS = Pattern.compile("(bytes-per-value|\\.ratio|\\.cosine)$");
  private static final Pattern SECONDS =
      Pattern.compile("(^|[.-])seconds($|[.-])(?!per)|^phases\\.");

  private final List<String[]> rows = new ArrayList<>();

  private Table() {}

  /** A table of nested maps; inner names are joined to outer ones by dots. */
  public static Table ofMap(Map<String, Object> map) {
    Table table = new Table();
    table.add("", map);
    return table;
  }

  private void add(String prefix, Map<?, ?> map) {
    map.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            add(prefix + key + ".", inner);
          } else {
            String name = prefix + key;
            rows.add(
                new String[] {
                  ControlCharacters.shown(name), ControlCharacters.shown(text(name, value))
                });
          }
        });
  }

  private static String text(String name, Object value) {
    if (value instanceof List<?> list) {
      return list(list);
    }
    if (value instanceof Number number && isBytes(name)) {
      return Quantities.bytes(number.doubleValue());
    }
    if (value instanceof Number number && isSeconds(name)) {
      return Quantities.seconds(number.doubleValue());
    }
    if (value instanceof Double number) {
      return ShortNumbers.shortForm(number);
    }
    return value == null ? "-" : value.toString();
  }

  /** The first of a long list, and how many more there are; {@code --json} has them all. */
  private static String list(List<?> list) {
    List<String> shown = new ArrayList<>();
    for (Object item : list.subList(0, Math.min(MOST_ITEMS, list.size()))) {
      shown.add(item instanceof List<?> inner ? list(inner) : String.valueOf(item));
    }
    int more = list.size() - shown.size();
    return "[" + String.join(", ", shown) + (more > 0 ? ", and " + more + " more" : "") + "]";
  }

  /** By the name, as in {@code packed-bytes}, {@code bytes-returned} or {@code memory.heap}. */
  private static boolean isBytes(String name) {
    return BYTES.matcher(name).find() && !RATIOS.matcher(name).find();
  }

  private static boolean isSeconds(String name) {
    return SECONDS.matcher(name).find();
  }

  public void print(PrintWriter out) {
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    for (String[] row : rows) {
      out.println(row[0] + " ".repeat(width - row[0].length() + 2) + row[1]);
    }
  }
}
