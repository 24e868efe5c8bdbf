package io.sparksgd.input.source;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.config.Format;
import io.sparksgd.input.format.ColumnFormat;
import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.FeatureColumns;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Checks that the columns in the options exist, and selects them. */
final class ColumnSelection {
  private static final int LISTED = 20;
  private static final String NUMBERS = "numbers, booleans or texts that are numbers";

  private final ColumnTable table;
  private final InputOptions options;
  private final String name;
  private final Purpose purpose;

  ColumnSelection(ColumnTable table, InputOptions options, String name, Purpose purpose) {
    this.table = table;
    this.options = options;
    this.name = name;
    this.purpose = purpose;
  }

  /**
   * Checks that all columns are there, once, and can be read.
   *
   * @throws InputException if one is missing or of another type
   */
  private void checkColumns(Optional<String> validationColumn) throws InputException {
    if (purpose == Purpose.LEARN) {
      number("data.label", options.label());
      if (options.weight().isPresent()) {
        number("data.weight", options.weight().get());
      }
      if (validationColumn.isPresent()) {
        number("data.validation-column", validationColumn.get());
      }
    }
    if (options.columns().isPresent()) {
      checkFeatures(options.columns().get().columns());
      return;
    }
    for (String feature : options.features()) {
      feature(feature);
    }
    int columns = options.features().size();
    if (columns > 1
        && options.numFeatures().isPresent()
        && options.numFeatures().getAsInt() != columns) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name("data.num-features")
                  + ": "
                  + options.numFeatures().getAsInt()
                  + " (allowed: "
                  + columns
                  + ", the number of "
                  + words.name("data.features")
                  + " columns)");
    }
  }

  private DataType type(String key, String column) throws InputException {
    List<Integer> positions = table.positions(column);
    if (positions.isEmpty()) {
      throw missing(key, column);
    }
    if (positions.size() > 1) {
      throw new InputException(
          words ->
              "Invalid "
                  + words.name(key)
                  + ": "
                  + positions.size()
                  + " columns of "
                  + name
                  + " are called "
                  + column
                  + " (allowed: one; rename the others in the data)");
    }
    return table.columns().apply(positions.get(0)).dataType();
  }

  /** Objects that are written over several lines have no columns in any of them. */
  private String noObjects() {
    return options.format() == Format.JSON
        ? ", as no line is a JSON object (a file has an object in each line, or is an array of"
            + " objects in one line)"
        : "";
  }

  private InputException missing(String key, String column) {
    List<String> names = Arrays.asList(table.columns().fieldNames());
    String there =
        String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
            + (names.size() > LISTED ? ", ..." : "");
    return new InputException(
        words ->
            "Invalid "
                + words.name(key)
                + ": no column "
                + column
                + " in "
                + name
                + " (allowed: "
                + (names.isEmpty() ? "none; there are no columns" + noObjects() : there)
                + ")");
  }

  private ColumnFormat.Cell number(String key, String column) throws InputException {
    DataType type = type(key, column);
    if (isScalar(type)) {
      return cell(type);
    }
    throw wrongType(key, column, type, NUMBERS);
  }

  /**
   * A text column may stand for numbers. Each cell is then checked, and a wrong one makes a bad
   * row.
   */
  private static ColumnFormat.Cell cell(DataType type) {
    return type instanceof StringType ? ColumnFormat.Cell.TEXT : ColumnFormat.Cell.NUMBER;
  }

  private ColumnFormat.Cell feature(String column) throws InputException {
    DataType type = type("data.features", column);
    if (options.features().size() == 1) {
      if (type.equals(SQLDataTypes.VectorType())) {
        return ColumnFormat.Cell.VECTOR;
      }
      if (type instanceof ArrayType array && isScalar(array.elementType())) {
        return array.elementType() instanceof StringType
            ? ColumnFormat.Cell.TEXTS
            : ColumnFormat.Cell.ARRAY;
      }
    }
    if (isScalar(type)) {
      return cell(type);
    }
    throw wrongType(
        "data.features",
        column,
        type,
        "one column of vectors or number arrays, or columns of " + NUMBERS);
  }

  private void checkFeatures(FeaturesConfig features) throws InputException {
    for (String column : features.numbers()) {
      number("features.numbers", column);
    }
    category("features.one-hot", features.oneHot());
    category("features.hash", features.hash());
  }

  private void category(String key, List<String> columns) throws InputException {
    for (String column : columns) {
      DataType type = type(key, column);
      if (!isScalar(type)) {
        throw wrongType(key, column, type, "texts, numbers or booleans");
      }
    }
  }

  private InputException wrongType(String key, String column, DataType type, String allowed) {
    return new InputException(
        words ->
            "Invalid "
                + words.name(key)
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

  /** Whether a type has numbers, booleans or texts. */
  static boolean isScalar(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType || type instanceof StringType;
  }

  /**
   * Selects the columns: those to pass on, those to read, the file, the start of its split.
   *
   * @throws InputException if one is missing or of another type
   */
  Source select(Optional<String> validationColumn) throws InputException {
    checkColumns(validationColumn);
    List<Column> columns = new ArrayList<>();
    StructType passed = addPassed(columns);
    ColumnFormat format = addRead(columns, validationColumn);
    format.malformed = addHidden(columns, ColumnTable.MALFORMED);
    format.lines = addHidden(columns, ColumnTable.LINES);
    columns.add(functions.col(ColumnTable.FILE));
    columns.add(functions.col(ColumnTable.START));
    return new Source(
        name,
        SourceText.of(options),
        List.of(table.columns().fieldNames()),
        table.rows().select(columns.toArray(new Column[0])),
        passed,
        format);
  }

  /** Adds a hidden column; null where there is none. */
  private ColumnFormat.Column addHidden(List<Column> columns, String hidden) {
    if (!table.has(hidden)) {
      return null;
    }
    columns.add(functions.col(hidden));
    return new ColumnFormat.Column(hidden, columns.size() - 1, ColumnFormat.Cell.TEXT);
  }

  /** Adds the columns to pass on, and returns their names and types. */
  private StructType addPassed(List<Column> columns) {
    StructType passed = new StructType();
    if (purpose == Purpose.LEARN) {
      return passed;
    }
    int first = 0;
    for (String text : List.of(ColumnTable.RECORD, ColumnTable.LINE)) {
      if (table.has(text)) {
        columns.add(functions.col(text));
        passed = passed.add(text, DataTypes.StringType);
        first = table.ofText();
      }
    }
    for (int i = first; i < table.columns().size(); i++) {
      StructField field = table.columns().apply(i);
      Column column = ColumnTable.column(i);
      if (table.has(ColumnTable.VALUES) && i < table.ofText()) {
        StructField typed = typed(i);
        // Reads numbers among texts as texts, which have all the digits.
        if (!(typed.dataType() instanceof StringType)) {
          field = typed;
          column = functions.col(ColumnTable.VALUES).getField(field.name());
        }
      }
      columns.add(column);
      passed = passed.add(field.name(), field.dataType(), true);
    }
    return passed;
  }

  private StructField typed(int at) {
    return ((StructType) table.rows().schema().apply(ColumnTable.VALUES).dataType()).apply(at);
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
        format.validation = add(columns, mark, number("data.validation-column", mark));
      }
    }
    if (options.columns().isPresent()) {
      addMade(format, columns, options.columns().get());
      return format;
    }
    format.features = new ColumnFormat.Column[options.features().size()];
    for (int j = 0; j < format.features.length; j++) {
      String feature = options.features().get(j);
      format.features[j] = add(columns, feature, feature(feature));
    }
    return format;
  }

  /** Adds the columns that vectors are made of. */
  private void addMade(ColumnFormat format, List<Column> columns, FeatureColumns maker)
      throws InputException {
    List<ColumnFormat.Column> made = new ArrayList<>();
    for (String name : maker.columns().numbers()) {
      made.add(add(columns, name, number("features.numbers", name)));
    }
    for (String name : maker.columns().categories()) {
      made.add(add(columns, name, ColumnFormat.Cell.CATEGORY));
    }
    format.make(maker, made);
  }

  /** Adds a column that was checked. */
  private ColumnFormat.Column add(List<Column> columns, String name, ColumnFormat.Cell cell) {
    int at = columns.size();
    Column column = ColumnTable.column(table.positions(name).get(0));
    columns.add(
        switch (cell) {
          case NUMBER -> column.cast(DataTypes.DoubleType);
          case ARRAY -> column.cast(DataTypes.createArrayType(DataTypes.DoubleType, true));
          case TEXT, TEXTS, VECTOR, CATEGORY -> column;
        });
    return new ColumnFormat.Column(name, at, cell);
  }
}
