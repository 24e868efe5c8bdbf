package io.sparksgd.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.table.RandomTable.Column;
import io.sparksgd.table.RandomTable.Kind;
import io.sparksgd.table.RandomTable.Role;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * How a format says the values of a random table: one of the spellings that the rules of job files
 * take for the same number or category, drawn for each cell; a type that holds all values of the
 * column, drawn for each column.
 */
final class TableCells {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RandomTable table;
  private final int format;

  /**
   * Cells.
   *
   * @param format a number, by which the same cell is spelled differently
   */
  TableCells(RandomTable table, int format) {
    this.table = table;
    this.format = format;
  }

  /** A choice for a cell; row -1 is the column as a whole. */
  int draw(int row, Column column, int bound) {
    long id = row < 0 ? 0 : 1 + table.id().get(row);
    return (int) CounterRandom.below(table.seed(), 10 + format, id * 1000 + column.id(), bound);
  }

  /** A text of the value as CSV files and columns of texts have it; null when it is missing. */
  String text(int row, Column column) {
    Object value = table.value(row, column);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    int way = column.role() == Role.ID ? 0 : draw(row, column, 8);
    if (value instanceof Boolean) {
      String text = value.toString();
      return column.role().isCategory() || way > 2
          ? text
          : List.of(text.toUpperCase(Locale.ROOT), " " + text, (Boolean) value ? "1" : "0.0")
              .get(way);
    }
    return column.role().isCategory() ? number(value, way % 5) : padded(number(value, way), way);
  }

  private static String padded(String number, int way) {
    return switch (way) {
      case 5 -> "  " + number + " ";
      case 6 -> number.startsWith("-") ? number : "+" + number;
      case 7 -> "\t" + number;
      default -> number;
    };
  }

  /** Digits that JSON takes for a number, too. */
  private static String number(Object value, int way) {
    if (value instanceof Double number) {
      String text = number.toString();
      return way == 1 && number != 0 ? new BigDecimal(text).toPlainString() : text;
    }
    BigDecimal exact = value instanceof Long whole ? BigDecimal.valueOf(whole) : (BigDecimal) value;
    return switch (way) {
      case 1 -> exact.setScale(exact.scale() + 2).toPlainString();
      case 2 -> exact.unscaledValue() + "e" + -exact.scale();
      case 3 -> exact.signum() == 0 ? "0E5" : exact.unscaledValue() + "0E-" + (exact.scale() + 1);
      default -> exact.toPlainString();
    };
  }

  /** The value in JSON: a number or boolean, or a text that says the same. */
  String json(int row, Column column) {
    Object value = table.value(row, column);
    int way = column.role() == Role.ID ? 0 : draw(row, column, 8);
    if (value == null) {
      return "null";
    }
    if (value instanceof String text) {
      return quoted(text, way == 1);
    }
    if (way == 7) {
      return quoted(text(row, column), false);
    }
    if (value instanceof Boolean mark) {
      return way == 6 && !column.role().isCategory() ? (mark ? "1" : "0") : value.toString();
    }
    return number(value, way);
  }

  /** A JSON text. */
  static String quoted(String text, boolean escaped) {
    try {
      String plain = JSON.writeValueAsString(text);
      if (!escaped) {
        return plain;
      }
      StringBuilder all = new StringBuilder();
      for (char c : plain.toCharArray()) {
        all.append(c < 128 ? String.valueOf(c) : "\\u%04x".formatted((int) c));
      }
      return all.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Texts are always JSON", e);
    }
  }

  /** A type that holds all values of a column. */
  DataType type(Column column) {
    List<DataType> types =
        column.role() == Role.ID ? List.of(DataTypes.LongType) : types(column.kind());
    return types.get(draw(-1, column, types.size()));
  }

  private static List<DataType> types(Kind kind) {
    List<DataType> types = new ArrayList<>();
    int width = List.of(Kind.BYTE, Kind.SHORT, Kind.INT, Kind.LONG, Kind.FULL_LONG).indexOf(kind);
    if (width >= 0) {
      types.add(DataTypes.LongType);
      types.add(DataTypes.createDecimalType(21, 2));
      types.add(DataTypes.StringType);
    }
    if (width >= 0 && width <= 3) {
      types.add(DataTypes.DoubleType);
    }
    if (width >= 0 && width <= 2) {
      types.addAll(List.of(DataTypes.FloatType, DataTypes.IntegerType));
    }
    if (width == 0 || width == 1) {
      types.add(DataTypes.ShortType);
    }
    if (width == 0) {
      types.add(DataTypes.ByteType);
    }
    types.addAll(
        switch (kind) {
          case BOOLEAN ->
              List.of(DataTypes.BooleanType, DataTypes.BooleanType, DataTypes.StringType);
          case EIGHTHS ->
              List.of(
                  DataTypes.FloatType,
                  DataTypes.DoubleType,
                  DataTypes.StringType,
                  DataTypes.createDecimalType(12, 4));
          case DOUBLE -> List.of(DataTypes.DoubleType, DataTypes.StringType);
          case DECIMAL ->
              List.of(
                  DataTypes.createDecimalType(20, 9),
                  DataTypes.createDecimalType(38, 18),
                  DataTypes.StringType);
          case WORD -> List.of(DataTypes.StringType);
          default -> List.<DataType>of();
        });
    return types;
  }

  /** The value in a column of the type. */
  Object typed(int row, Column column, DataType type) {
    Object value = table.value(row, column);
    if (value == null || value instanceof Boolean && type.equals(DataTypes.BooleanType)) {
      return value;
    }
    if (type.equals(DataTypes.StringType)) {
      return text(row, column);
    }
    BigDecimal exact = new BigDecimal(value.toString());
    if (type instanceof DecimalType decimal) {
      return exact.setScale(decimal.scale());
    }
    return switch (type.typeName()) {
      case "byte" -> exact.byteValueExact();
      case "short" -> exact.shortValueExact();
      case "integer" -> exact.intValueExact();
      case "long" -> exact.longValueExact();
      case "float" -> Float.parseFloat(value.toString());
      default -> Double.parseDouble(value.toString());
    };
  }

  /** The number that a value is: the nearest double; true is 1. */
  static double number(Object value) {
    return value instanceof Boolean mark ? (mark ? 1 : 0) : Double.parseDouble(value.toString());
  }
}
