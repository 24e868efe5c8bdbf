package io.sparksgd.job;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two columns of text for people: names and values. */
final class Table {
  private final List<String[]> rows = new ArrayList<>();

  private Table() {}

  /** A table of nested maps; inner names are joined to outer ones by dots. */
  static Table ofMap(Map<String, Object> map) {
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
            rows.add(new String[] {prefix + key, text(value)});
          }
        });
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return Numbers.shortForm(number);
    }
    return value == null ? "-" : value.toString();
  }

  void print(PrintWriter out) {
    int width = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    for (String[] row : rows) {
      out.println(row[0] + " ".repeat(width - row[0].length() + 2) + row[1]);
    }
  }
}
