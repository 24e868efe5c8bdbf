package io.sparksgd.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A report as Markdown, which also reads well on a terminal. */
final class Markdown {
  private static final String BEGIN = "<!-- results: written by scripts/bench --render -->";
  private static final String HEADING = "### ";
  private static final String END = "<!-- end of results -->";

  private Markdown() {}

  /**
   * A document with the sections of a report's suites, between its markers, replaced or added;
   * those of other suites stay.
   *
   * @throws IllegalArgumentException if the markers are not there
   */
  static String replaceResults(String document, BenchReport report) {
    int begin = document.indexOf(BEGIN);
    int end = document.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "Invalid document: no results section (allowed: with '"
              + BEGIN
              + "' before '"
              + END
              + "')");
    }
    Map<String, String> sections = new LinkedHashMap<>();
    String old = document.substring(begin + BEGIN.length(), end).strip();
    for (String section : old.split("(?m)^(?=### )")) {
      if (section.startsWith(HEADING)) {
        sections.put(section.lines().findFirst().orElseThrow(), section.stripTrailing());
      }
    }
    for (BenchReport.Answer answer : report.answers()) {
      sections.put(HEADING + answer.suite(), of(answer, origin(report)).stripTrailing());
    }
    return document.substring(0, begin + BEGIN.length())
        + "\n"
        + String.join("\n\n", sections.values())
        + "\n"
        + document.substring(end);
  }

  /** When and where it was measured. */
  private static String origin(BenchReport report) {
    return report.date()
        + ". "
        + list(report.machine())
        + ". "
        + list(report.versions())
        + ". "
        + list(report.settings())
        + ".\n";
  }

  /** For a terminal. */
  static String of(BenchReport.Answer answer) {
    return of(answer, "");
  }

  private static String of(BenchReport.Answer answer, String origin) {
    StringBuilder text = new StringBuilder();
    text.append(HEADING).append(answer.suite()).append('\n').append(answer.question()).append('\n');
    if (!origin.isEmpty()) {
      text.append('\n').append(origin);
    }
    if (!answer.quotients().isEmpty()) {
      List<String[]> rows =
          answer.quotients().stream().map(Markdown::cells).collect(Collectors.toList());
      table(text, new String[] {"ratio of medians", "measured", "wanted", ""}, rows);
    }
    if (!answer.measurements().isEmpty()) {
      List<String[]> rows =
          answer.measurements().stream().map(Markdown::cells).collect(Collectors.toList());
      table(text, new String[] {"measured", "median", "min .. max", "unit", "repetitions"}, rows);
    }
    if (!answer.remarks().isEmpty()) {
      text.append('\n');
      answer.remarks().forEach(remark -> text.append("- ").append(remark).append('\n'));
    }
    return text.toString();
  }

  /** Four significant digits; whole numbers from 10,000 on as they are. */
  static String number(double value) {
    double size = Math.abs(value);
    if (size >= 10_000 || value == 0) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    int digits = Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return String.format(Locale.ROOT, "%." + Math.min(digits, 9) + "f", value);
  }

  private static String[] cells(BenchReport.Quotient quotient) {
    return new String[] {
      quotient.name(),
      quotient.value().map(Markdown::number).orElse("not measured"),
      quotient.wanted().orElse(""),
      quotient.holds().map(holds -> holds ? "yes" : "**no**").orElse("")
    };
  }

  private static String[] cells(Measurement measurement) {
    return new String[] {
      measurement.name(),
      number(measurement.median()),
      number(measurement.min()) + " .. " + number(measurement.max()),
      measurement.unit(),
      String.valueOf(measurement.repetitions().size())
    };
  }

  private static void table(StringBuilder text, String[] heads, List<String[]> rows) {
    int[] widths = new int[heads.length];
    for (int column = 0; column < heads.length; column++) {
      widths[column] = Math.max(3, heads[column].length());
      for (String[] row : rows) {
        widths[column] = Math.max(widths[column], row[column].length());
      }
    }
    String[] rules = new String[heads.length];
    for (int column = 0; column < heads.length; column++) {
      rules[column] = "-".repeat(widths[column]);
    }
    text.append('\n');
    line(text, heads, widths);
    line(text, rules, widths);
    rows.forEach(row -> line(text, row, widths));
  }

  private static void line(StringBuilder text, String[] cells, int[] widths) {
    for (int column = 0; column < cells.length; column++) {
      text.append("| ")
          .append(cells[column])
          .append(" ".repeat(widths[column] - cells[column].length() + 1));
    }
    text.append("|\n");
  }

  private static String list(Map<String, String> map) {
    return map.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
