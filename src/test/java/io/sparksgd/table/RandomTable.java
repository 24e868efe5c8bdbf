package io.sparksgd.table;

import io.sparksgd.math.CounterRandom;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A small random table and a job on it; all of it follows from the seed. Values are ideas of
 * values: {@link TableCells} spells them for each format.
 *
 * @param id of each row, by which its cells are spelled: rows that are left keep their spelling
 * @param rows a value for each column: Boolean, Long, Double, BigDecimal, String; null is missing
 */
public record RandomTable(
    long seed, List<Column> columns, List<Integer> id, List<List<Object>> rows) {
  private static final String[] PARTS = {
    "a", "x", "X", "ü", "Ä", "ß", ".", "`", " ", ",", "\"", "'", ";", "=", "b.c", "``", "1", "_",
    "\\", "$", "%", "{", "}", "(", ")", "[0]", "\t", "é", "#", "-", "/", ":", "*", "&", "null", "日"
  };
  private static final String[] WORDS = {
    "",
    " ",
    "a",
    "A",
    "b",
    "  pad ",
    "6\" pipe, red",
    "\"",
    "\"\"",
    "say \"hi\"",
    "line\nbreak",
    "cr\r\nlf",
    "\r",
    "\n",
    "C:\\",
    "\\",
    "\\n",
    ",",
    ";",
    "null",
    "NULL",
    "NaN",
    "true",
    "True",
    "01",
    "+1",
    "1.",
    "-",
    "ü",
    "日本",
    "#x",
    "'q'",
    "\t",
    "a\tb",
    "{\"k\":1}",
    "=1+1",
    "\u00a0",
    "\u2028",
    "😀",
    "\"x",
    "x\"",
    "1_000",
    "\u0001"
  };

  /** What a column is for. */
  public enum Role {
    /** The number of the row: rows that are predicted for may come in another order. */
    ID,
    LABEL,
    WEIGHT,
    MARK,
    NUMBER,
    ONE_HOT,
    HASH,
    OTHER;

    boolean isCategory() {
      return this == ONE_HOT || this == HASH;
    }
  }

  /** What its values are. */
  enum Kind {
    BOOLEAN,
    /** Up to 127. */
    BYTE,
    SHORT,
    /** Up to 2^24, which floats hold. */
    INT,
    /** Up to 2^53, which doubles hold. */
    LONG,
    /** All 64 bits. */
    FULL_LONG,
    /** Multiples of 1/8 that floats hold and few digits say. */
    EIGHTHS,
    DOUBLE,
    DECIMAL,
    WORD
  }

  /**
   * A column.
   *
   * @param id by which its cells are spelled and typed
   */
  public record Column(int id, String name, Role role, Kind kind) {}

  /** The table of a seed. */
  static RandomTable of(long seed) {
    return new Maker(seed).table();
  }

  /** The rules of its job. */
  TableJob job() {
    return TableJob.of(seed);
  }

  public List<Column> columns(Role role) {
    return columns.stream().filter(column -> column.role == role).toList();
  }

  public List<String> names(Role role) {
    return columns(role).stream().map(Column::name).toList();
  }

  Object value(int row, Column column) {
    return rows.get(row).get(columns.indexOf(column));
  }

  /** Whether a row has all the numbers that features are made of. */
  boolean hasNumbers(int row) {
    return columns(Role.NUMBER).stream().allMatch(column -> value(row, column) != null);
  }

  boolean hasBadRows() {
    for (int i = 0; i < rows.size(); i++) {
      if (!hasNumbers(i)) {
        return true;
      }
    }
    return false;
  }

  RandomTable without(Column column) {
    int at = columns.indexOf(column);
    return new RandomTable(
        seed, without(columns, at), id, rows.stream().map(row -> without(row, at)).toList());
  }

  RandomTable withoutRow(int row) {
    return new RandomTable(seed, columns, without(id, row), without(rows, row));
  }

  private static <T> List<T> without(List<T> list, int at) {
    List<T> rest = new ArrayList<>(list);
    rest.remove(at);
    return rest;
  }

  @Override
  public String toString() {
    String head = columns.stream().map(Column::toString).collect(Collectors.joining("\n  "));
    String body =
        rows.stream()
            .map(row -> row.stream().map(RandomTable::shown).collect(Collectors.joining(" | ")))
            .collect(Collectors.joining("\n  "));
    return "table of seed %d, %s\n  %s\n  %s".formatted(seed, job(), head, body);
  }

  private static String shown(Object value) {
    return value instanceof String text
        ? '"' + text.replace("\n", "\\n").replace("\r", "\\r") + '"'
        : String.valueOf(value);
  }

  /** Draws a table. */
  private static final class Maker {
    private final long seed;
    private final TableJob job;
    private final Set<String> taken =
        new HashSet<>(Set.of("prediction", "probability", "features", "rawPrediction"));
    private long drawn;

    Maker(long seed) {
      this.seed = seed;
      this.job = TableJob.of(seed);
    }

    private int below(int bound) {
      return (int) CounterRandom.below(seed, 1, drawn++, bound);
    }

    private <T> T of(List<T> list) {
      return list.get(below(list.size()));
    }

    RandomTable table() {
      Map<Integer, Column> columns = new LinkedHashMap<>();
      add(columns, Role.ID, Kind.SHORT);
      add(columns, Role.LABEL, labelKind());
      if (below(3) == 0) {
        add(columns, Role.WEIGHT, of(List.of(Kind.BYTE, Kind.EIGHTHS, Kind.BOOLEAN)));
      }
      if (below(4) == 0) {
        add(columns, Role.MARK, Kind.BOOLEAN);
      }
      for (int i = job.isMade() ? below(4) : 1 + below(4); i > 0; i--) {
        add(columns, Role.NUMBER, of(List.of(Kind.values()).subList(0, 9)));
      }
      for (int i = job.isMade() ? 1 + below(3) : 0; i > 0; i--) {
        add(columns, below(3) > 0 ? Role.ONE_HOT : Role.HASH, categoryKind());
      }
      for (int i = below(4); i > 0; i--) {
        add(columns, Role.OTHER, of(List.of(Kind.values())));
      }
      List<Column> shuffled = new ArrayList<>(columns.values());
      for (int i = shuffled.size(); i > 1; i--) {
        Collections.swap(shuffled, i - 1, below(i));
      }
      return rows(shuffled);
    }

    private RandomTable rows(List<Column> columns) {
      List<Integer> id = new ArrayList<>();
      List<List<Object>> rows = new ArrayList<>();
      for (int i = 6 + below(15); i > 0; i--) {
        id.add(id.size());
        List<Object> row = new ArrayList<>();
        for (Column column : columns) {
          row.add(value(column, rows.size()));
        }
        rows.add(row);
      }
      return new RandomTable(seed, columns, id, rows);
    }

    private void add(Map<Integer, Column> columns, Role role, Kind kind) {
      String name = name();
      columns.put(columns.size(), new Column(columns.size(), name, role, kind));
    }

    private String name() {
      String name;
      do {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + below(4); i > 0; i--) {
          text.append(PARTS[below(PARTS.length)]);
        }
        name = text.toString();
      } while (name.isBlank() || !taken.add(name));
      return name;
    }

    private Kind labelKind() {
      return switch (job.kind()) {
        case "linear", "huber" -> of(List.of(Kind.BYTE, Kind.EIGHTHS, Kind.DECIMAL, Kind.DOUBLE));
        case "softmax" -> Kind.BYTE;
        default -> job.isSigned() || below(2) == 0 ? Kind.BYTE : Kind.BOOLEAN;
      };
    }

    private Kind categoryKind() {
      return of(
          List.of(
              Kind.WORD,
              Kind.WORD,
              Kind.WORD,
              Kind.BOOLEAN,
              Kind.BYTE,
              Kind.SHORT,
              Kind.INT,
              Kind.LONG,
              Kind.FULL_LONG));
    }

    private Object value(Column column, int row) {
      return switch (column.role) {
        case ID -> (long) row;
        case LABEL -> label(column);
        case WEIGHT -> column.kind == Kind.EIGHTHS ? (Object) (below(40) / 8.0) : weight(column);
        // The first rows are trained on.
        case MARK -> row == 4 || (row > 4 && below(4) == 0);
        case NUMBER -> job.hasBadRows() && row >= 4 && below(6) == 0 ? null : any(column.kind);
        case ONE_HOT, HASH -> row >= 4 && below(5) == 0 ? null : category(column);
        case OTHER -> below(4) == 0 ? null : any(column.kind);
      };
    }

    private Object weight(Column column) {
      return column.kind == Kind.BOOLEAN ? (Object) (below(4) > 0) : (Object) (long) below(9);
    }

    private Object label(Column column) {
      return switch (job.kind()) {
        case "linear", "huber" -> any(column.kind);
        case "softmax" -> (long) below(3);
        default ->
            column.kind == Kind.BOOLEAN
                ? (Object) (below(2) == 1)
                : (Object) (long) (job.isSigned() ? 2 * below(2) - 1 : below(2));
      };
    }

    /** Few of a kind, so that some repeat. */
    private Object category(Column column) {
      if (column.kind == Kind.WORD || column.kind == Kind.BOOLEAN) {
        return any(column.kind);
      }
      return CounterRandom.bits(seed, 100 + column.id, below(5)) >> (64 - bits(column.kind));
    }

    private static int bits(Kind kind) {
      return switch (kind) {
        case BYTE -> 8;
        case SHORT -> 16;
        case INT -> 25;
        case LONG -> 54;
        default -> 64;
      };
    }

    private Object any(Kind kind) {
      long bits = CounterRandom.bits(seed, 2, drawn++);
      return switch (kind) {
        case BOOLEAN -> bits > 0;
        case BYTE, SHORT, INT, LONG, FULL_LONG ->
            below(5) == 0 ? (long) below(3) : bits >> (64 - bits(kind));
        case EIGHTHS -> (bits >> 44) / 8.0;
        case DOUBLE ->
            below(8) == 0
                ? of(List.of(0.0, -0.0, 0.1, 1e-300, 4.9e-324, 1 / 3.0, 1e15, -123456.789e-5))
                : CounterRandom.gaussian(seed, 3, drawn++) * Math.pow(10, below(11) - 5);
        case DECIMAL -> BigDecimal.valueOf(bits >> (8 + below(40)), 9);
        case WORD -> WORDS[below(WORDS.length)];
      };
    }
  }
}
