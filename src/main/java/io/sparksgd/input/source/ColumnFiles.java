package io.sparksgd.input.source;

import io.sparksgd.input.format.ColumnTable;
import io.sparksgd.input.format.InputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.Purpose;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Parquet, ORC, CSV and JSON files as tables. */
final class ColumnFiles {
  private final SparkSession spark;
  private final InputPaths paths;
  private final InputOptions options;

  ColumnFiles(SparkSession spark, InputPaths paths, InputOptions options) {
    this.spark = spark;
    this.paths = paths;
    this.options = options;
  }

  /** The rows of the files. */
  ColumnTable table(Optional<String> validationColumn, Purpose purpose) throws InputException {
    if (paths.files().isEmpty()) {
      return new ColumnTable(spark.emptyDataFrame(), new StructType(), 0);
    }
    return switch (options.format()) {
      case CSV ->
          new CsvFiles(
                  spark, paths.reader(spark).option("lineSep", "\n").text(paths.roots()), options)
              .table(Set.copyOf(wanted(validationColumn, purpose))::contains, purpose);
      case JSON ->
          new JsonFiles(spark, paths.reader(spark).text(paths.roots()), options, purpose)
              .table(wanted(validationColumn, purpose));
      default -> typed();
    };
  }

  /** Whether these are text files without any text, or no files. */
  boolean areBlank() {
    return paths.files().isEmpty()
        || (options.format().isText()
            && paths
                .reader(spark)
                .text(paths.roots())
                .filter(functions.col("value").rlike("\\S"))
                .isEmpty());
  }

  /** No rows, of the columns that features are read from. */
  ColumnTable empty() {
    StructType columns = new StructType();
    for (String name : wanted(Optional.empty(), Purpose.PASS_COLUMNS)) {
      columns = columns.add(name, DataTypes.StringType);
    }
    return ColumnTable.of(spark.createDataFrame(List.<Row>of(), columns));
  }

  private List<String> wanted(Optional<String> validationColumn, Purpose purpose) {
    List<String> wanted =
        new ArrayList<>(
            options.columns().map(made -> made.columns().columns()).orElse(options.features()));
    if (purpose == Purpose.LEARN) {
      wanted.add(options.label());
      options.weight().ifPresent(wanted::add);
      validationColumn.ifPresent(wanted::add);
    }
    return wanted;
  }

  private ColumnTable typed() {
    String format = options.format().key();
    Dataset<Row> rows = paths.reader(spark).format(format).load(paths.roots());
    StructType columns = withVectors(rows.schema());
    return ColumnTable.ofFiles(
        columns.equals(rows.schema())
            ? rows
            : paths.reader(spark).schema(columns).format(format).load(paths.roots()));
  }

  /** Spark's vectors come back from ORC as structs: the feature column is read as a vector. */
  private StructType withVectors(StructType found) {
    StructType columns = new StructType();
    for (StructField field : found.fields()) {
      columns =
          options.features().equals(List.of(field.name())) && isVector(field)
              ? columns.add(field.name(), SQLDataTypes.VectorType())
              : columns.add(field);
    }
    return columns;
  }

  /** Whether a column has the structure of Spark's vectors. */
  static boolean isVector(StructField field) {
    return field.dataType() instanceof StructType struct
        && Arrays.asList(struct.fieldNames()).containsAll(List.of("type", "values"));
  }
}
