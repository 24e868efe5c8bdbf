package io.sparksgd.spark.input;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * Files with a JSON object, or an array of them, in each line. Cells are read as text, so that one
 * bad cell is a bad row and not a different type of the column.
 */
final class JsonFiles {
  /** Lines from which the columns are found. */
  private static final int SAMPLE_LINES = 1000;

  private static final String ROW = "_sgd_row";

  private final SparkSession spark;
  private final Dataset<Row> lines;
  private final StructType folders;
  private final InputOptions options;
  private final Purpose purpose;

  /**
   * Files.
   *
   * @param text their lines and the columns of their folders
   */
  JsonFiles(SparkSession spark, Dataset<Row> text, InputOptions options, Purpose purpose) {
    this.spark = spark;
    ColumnTable table = ColumnTable.ofFiles(text);
    this.lines = objects(table.rows().filter(ColumnTable.column(0).rlike("\\S")));
    this.folders = withoutFirst(table.columns());
    this.options = options;
    this.purpose = purpose;
  }

  /** A line that is an array has a row for each of its elements. */
  private static Dataset<Row> objects(Dataset<Row> lines) {
    Column line = ColumnTable.column(0);
    Column elements =
        functions.from_json(line, DataTypes.createArrayType(DataTypes.StringType), Map.of());
    Column alone = functions.array(line);
    Column all =
        functions
            .when(line.rlike("^\\s*\\["), functions.coalesce(elements, alone))
            .otherwise(alone);
    return lines
        .withColumn(ColumnTable.names(1).get(0), functions.explode(all))
        .withColumn(ColumnTable.names(1).get(0), functions.coalesce(line, functions.lit("null")));
  }

  private static StructType withoutFirst(StructType columns) {
    return new StructType(Arrays.copyOfRange(columns.fields(), 1, columns.size()));
  }

  /** The rows. */
  ColumnTable table(List<String> wanted) {
    StructType found = find(wanted);
    StructType columns = new StructType();
    StructType types = new StructType();
    for (StructField field : found.fields()) {
      DataType type = asText(field);
      columns = columns.add(field.name(), type);
      types = types.add(field.name(), isFeatures(field) ? stored(type) : DataTypes.StringType);
    }
    types = types.add(ColumnTable.MALFORMED, DataTypes.StringType);
    List<Column> selected = new ArrayList<>();
    // The line as it is, not as it was parsed.
    Column row = functions.col(ROW);
    Column line = ColumnTable.column(0);
    for (String name : types.fieldNames()) {
      Column cell = row.getField(name);
      selected.add(
          name.equals(ColumnTable.MALFORMED) ? functions.when(cell.isNotNull(), line) : cell);
    }
    List<String> names = new ArrayList<>(ColumnTable.names(found.size()));
    names.add(ColumnTable.MALFORMED);
    List<String> all = ColumnTable.names(found.size() + folders.size());
    for (int i = 0; i < folders.size(); i++) {
      selected.add(ColumnTable.column(i + 1));
      names.add(all.get(found.size() + i));
      columns = columns.add(folders.apply(i));
    }
    for (String hidden : List.of(ColumnTable.FILE, ColumnTable.START)) {
      selected.add(functions.col(hidden));
      names.add(hidden);
    }
    if (purpose == Purpose.PASS_LINES) {
      selected.add(line);
      names.add(ColumnTable.LINE);
    } else if (purpose == Purpose.PASS_VALUES) {
      selected.add(parsed(line, found));
      names.add(ColumnTable.VALUES);
    }
    Dataset<Row> rows =
        lines.withColumn(ROW, parsed(exact(line), types)).select(selected.toArray(new Column[0]));
    return new ColumnTable(vectors(rows.toDF(names.toArray(new String[0])), columns), columns);
  }

  /** The type as which a vector is stored. */
  private static DataType stored(DataType type) {
    return type instanceof UserDefinedType<?> vector ? vector.sqlType() : type;
  }

  private static Dataset<Row> vectors(Dataset<Row> rows, StructType columns) {
    Dataset<Row> made = rows;
    for (int i = 0; i < columns.size(); i++) {
      if (columns.apply(i).dataType().equals(SQLDataTypes.VectorType())) {
        Column vector =
            functions.udf(new AsVector(), SQLDataTypes.VectorType()).apply(ColumnTable.column(i));
        made = made.withColumn(ColumnTable.names(i + 1).get(i), vector);
      }
    }
    return made;
  }

  /** Spark makes doubles of numbers with fractions or exponents before it makes texts of them. */
  private static Column exact(Column line) {
    return functions.udf(new QuoteNumbers(), DataTypes.StringType).apply(line);
  }

  private static Column parsed(Column line, StructType types) {
    return functions.from_json(
        line,
        types,
        Map.of("mode", "PERMISSIVE", "columnNameOfCorruptRecord", ColumnTable.MALFORMED));
  }

  private StructType find(List<String> wanted) {
    Dataset<String> all = lines.select(ColumnTable.column(0)).as(Encoders.STRING());
    if (purpose == Purpose.LEARN) {
      StructType sample = schema(all.limit(SAMPLE_LINES));
      if (Arrays.asList(sample.fieldNames()).containsAll(wanted)) {
        return sample;
      }
    }
    return schema(all);
  }

  /** Spark's vectors come back as structs: the feature column is read as the vector that it was. */
  private StructType schema(Dataset<String> text) {
    StructType found =
        spark.read().option("columnNameOfCorruptRecord", ColumnTable.MALFORMED).json(text).schema();
    StructType columns = new StructType();
    for (StructField field : found.fields()) {
      if (!field.name().equals(ColumnTable.MALFORMED)) {
        columns =
            ColumnFiles.isVector(field) && isFeatures(field)
                ? columns.add(field.name(), SQLDataTypes.VectorType())
                : columns.add(field);
      }
    }
    return columns;
  }

  private boolean isFeatures(StructField field) {
    return options.features().equals(List.of(field.name()));
  }

  private DataType asText(StructField field) {
    DataType type = field.dataType();
    if (ColumnSelection.isScalar(type)) {
      return DataTypes.StringType;
    }
    boolean isElements =
        type instanceof ArrayType array
            && ColumnSelection.isScalar(array.elementType())
            && isFeatures(field);
    return isElements ? DataTypes.createArrayType(DataTypes.StringType, true) : type;
  }
}
