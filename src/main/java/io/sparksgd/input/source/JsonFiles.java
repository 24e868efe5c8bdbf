package io.sparksgd.input.source;

import io.sparksgd.input.format.AsVector;
import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.Purpose;
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
    Column elements =
        functions
            .udf(new JsonElements(), DataTypes.createArrayType(DataTypes.StringType))
            .apply(ColumnTable.column(0));
    return lines.withColumn(ColumnTable.names(1).get(0), functions.explode(elements));
  }

  private static StructType withoutFirst(StructType columns) {
    return new StructType(Arrays.copyOfRange(columns.fields(), 1, columns.size()));
  }

  /**
   * The rows.
   *
   * @param wanted names of the columns that the rows have to have
   */
  ColumnTable table(List<String> wanted) {
    StructType found = find(wanted);
    List<String> names = ColumnTable.names(found.size() + folders.size());
    StructType columns = new StructType();
    StructType cells = new StructType();
    List<Column> selected = new ArrayList<>();
    Column row = functions.col(ROW);
    for (int i = 0; i < found.size(); i++) {
      StructField field = found.apply(i);
      DataType type = asText(field);
      columns = columns.add(field.name(), type);
      boolean isText = type.equals(DataTypes.StringType);
      if (wanted.contains(field.name()) || (isText && purpose == Purpose.PASS_VALUES)) {
        cells = cells.add(field.name(), type instanceof ArrayType ? type : DataTypes.StringType);
        selected.add(vector(row.getField(field.name()), type).as(names.get(i)));
      }
    }
    for (int i = 0; i < folders.size(); i++) {
      selected.add(ColumnTable.column(i + 1).as(names.get(found.size() + i)));
      columns = columns.add(folders.apply(i));
    }
    selected.add(row.getField(ColumnTable.MALFORMED).as(ColumnTable.MALFORMED));
    selected.add(functions.col(ColumnTable.FILE));
    selected.add(functions.col(ColumnTable.START));
    addPassed(selected, found);
    Column parsed =
        functions
            .udf(new JsonCells(cells), cells.add(ColumnTable.MALFORMED, DataTypes.StringType))
            .apply(ColumnTable.column(0));
    Dataset<Row> rows = lines.withColumn(ROW, parsed).select(selected.toArray(new Column[0]));
    return new ColumnTable(rows, columns, found.size());
  }

  /** Spark's vectors are read from their texts. */
  private static Column vector(Column cell, DataType type) {
    return type instanceof UserDefinedType<?> vector
        ? functions
            .udf(new AsVector(), SQLDataTypes.VectorType())
            .apply(functions.from_json(cell, (StructType) vector.sqlType()))
        : cell;
  }

  private void addPassed(List<Column> selected, StructType found) {
    Column line = ColumnTable.column(0);
    switch (purpose) {
      case PASS_LINES -> selected.add(line.as(ColumnTable.LINE));
      case PASS_VALUES ->
          selected.add(functions.from_json(line, found, Map.of()).as(ColumnTable.VALUES));
      case PASS_RECORDS ->
          selected.add(
              functions
                  .udf(new JsonRecord(found.fieldNames()), DataTypes.StringType)
                  .apply(line)
                  .as(ColumnTable.RECORD));
      default -> {}
    }
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
