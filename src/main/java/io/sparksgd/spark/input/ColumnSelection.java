package io.sparksgd.spark.input;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks the columns that options name against those there are, and selects them. */
final class ColumnSelection {
  /** Whether columns have types, or are text that may hold numbers. */
  enum Typing {
    TYPED,
    TEXT
  }

  private static final int LISTED = 20;

  private final StructType schema;
  private final Typing typing;
  private final InputOptions options;
  private final String name;
  private final Purpose purpose;

  ColumnSelection(
      StructType schema, Typing typing, InputOptions options, String name, Purpose purpose) {
    this.schema = schema;
    this.typing = typing;
    this.options = options;
    this.name = name;
    this.purpose = purpose;
  }

  /**
   * Checks that all columns are there and can be read.
   *
   * @throws InputException if one is missing or of another type
   */
  void checkColumns(Optional<String> validationColumn) throws InputException {
    if (purpose == Purpose.LEARN) {
      number("data.label", options.label());
      if (options.weight().isPresent()) {
        number("data.weight", options.weight().get());
      }
      if (validationColumn.isPresent()) {
        number("validation column", validationColumn.get());
      }
    }
    for (String feature : options.features()) {
      feature(feature);
    }
    int columns = options.features().size();
    if (columns > 1
        && options.numFeatures().isPresent()
        && options.numFeatures().getAsInt() != columns) {
      throw new InputException(
          "Invalid data.num-features: "
              + options.numFeatures().getAsInt()
              + " (allowed: "
              + columns
              + ", the number of data.features columns)");
    }
  }

  private DataType type(String key, String column) throws InputException {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(column)) {
      String there =
          String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
              + (names.size() > LISTED ? ", ..." : "");
      throw new InputException(
          "Invalid "
              + key
              + ": no column "
              + column
              + " in "
              + name
              + " (allowed: "
              + (names.isEmpty() ? "none; there are no columns" : there)
              + ")");
    }
    return schema.apply(column).dataType();
  }

  private ColumnFormat.Cell number(String key, String column) throws InputException {
    DataType type = type(key, column);
    if (typing == Typing.TEXT && isText(type)) {
      return ColumnFormat.Cell.TEXT;
    }
    if (typing == Typing.TYPED && (type instanceof NumericType || type instanceof BooleanType)) {
      return ColumnFormat.Cell.NUMBER;
    }
    throw wrongType(key, column, type, "a number or boolean");
  }

  private ColumnFormat.Cell feature(String column) throws InputException {
    DataType type = type("data.features", column);
    if (options.features().size() == 1) {
      if (type.equals(SQLDataTypes.VectorType())) {
        return ColumnFormat.Cell.VECTOR;
      }
      if (type instanceof ArrayType array && isElement(array.elementType())) {
        return ColumnFormat.Cell.ARRAY;
      }
    }
    if (typing == Typing.TEXT && isText(type)) {
      return ColumnFormat.Cell.TEXT;
    }
    if (typing == Typing.TYPED && type instanceof NumericType) {
      return ColumnFormat.Cell.NUMBER;
    }
    throw wrongType(
        "data.features",
        column,
        type,
        "one column of vectors or number arrays, or columns of numbers");
  }

  private boolean isElement(DataType type) {
    // One bad element makes the elements of a JSON array text.
    return type instanceof NumericType || (typing == Typing.TEXT && type instanceof StringType);
  }

  private InputException wrongType(String key, String column, DataType type, String allowed) {
    return new InputException(
        "Invalid "
            + key
            + ": column "
            + column
            + " in "
            + name
            + " is of type "
            + type.simpleString()
            + " (allowed: "
            + allowed
            + ")");
  }

  private static boolean isText(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType || type instanceof StringType;
  }

  /** The type in which a column of a text format is to be loaded. */
  DataType textType(StructField field) {
    boolean onlyFeature =
        options.features().size() == 1 && options.features().contains(field.name());
    if (onlyFeature && field.dataType() instanceof ArrayType) {
      return DataTypes.createArrayType(DataTypes.DoubleType, true);
    }
    if (onlyFeature && field.dataType().equals(SQLDataTypes.VectorType())) {
      return field.dataType();
    }
    return DataTypes.StringType;
  }

  /**
   * Selects the columns: those to pass on, those to read, the file, the start of its split.
   *
   * @param malformed column of rows that could not be parsed, or null
   */
  Source select(
      Dataset<Row> data,
      Optional<String> validationColumn,
      Column file,
      Column blockStart,
      String malformed)
      throws InputException {
    checkColumns(validationColumn);
    List<Column> columns = new ArrayList<>();
    if (purpose == Purpose.PREDICT) {
      for (String column : schema.fieldNames()) {
        columns.add(quoted(column));
      }
    }
    int passed = columns.size();
    ColumnFormat format = addRead(columns, validationColumn);
    if (malformed != null) {
      format.malformed = add(columns, malformed, ColumnFormat.Cell.TEXT);
    }
    columns.add(file);
    columns.add(blockStart);
    return new Source(
        name,
        options.format(),
        options.format() == Format.CSV ? options.csvHeader() : CsvHeader.ABSENT,
        data.select(columns.toArray(new Column[0])),
        passed,
        format);
  }

  /** Adds the columns to read, and says where they are. */
  private ColumnFormat addRead(List<Column> columns, Optional<String> validationColumn)
      throws InputException {
    ColumnFormat format = new ColumnFormat(options);
    if (purpose == Purpose.LEARN) {
      format.label = add(columns, options.label(), number("data.label", options.label()));
      if (options.weight().isPresent()) {
        String weight = options.weight().get();
        format.weight = add(columns, weight, number("data.weight", weight));
      }
      if (validationColumn.isPresent()) {
        String mark = validationColumn.get();
        format.validation = add(columns, mark, number("validation column", mark));
      }
    }
    format.features = new ColumnFormat.Column[options.features().size()];
    for (int j = 0; j < format.features.length; j++) {
      String feature = options.features().get(j);
      format.features[j] = add(columns, feature, feature(feature));
    }
    return format;
  }

  private static ColumnFormat.Column add(
      List<Column> columns, String name, ColumnFormat.Cell cell) {
    int at = columns.size();
    Column column = quoted(name);
    columns.add(
        switch (cell) {
          case NUMBER -> column.cast(DataTypes.DoubleType);
          case ARRAY -> column.cast(DataTypes.createArrayType(DataTypes.DoubleType, true));
          case TEXT, VECTOR -> column;
        });
    return new ColumnFormat.Column(name, at, cell);
  }

  private static Column quoted(String name) {
    return functions.col("`" + name.replace("`", "``") + "`");
  }
}
