package io.sparksgd.spark.input;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Parquet, ORC, CSV and JSON files. Cells of CSV and JSON are read as text, so that one bad cell is
 * a bad row and not a different column type.
 */
final class ColumnFiles {
  /** Lines from which the columns of JSON files are found. */
  private static final int SAMPLE_LINES = 1000;

  private static final String MALFORMED = "_corrupt_record";

  private final SparkSession spark;
  private final String[] paths;
  private final InputOptions options;
  private final StructType schema;

  ColumnFiles(
      SparkSession spark,
      List<String> paths,
      InputOptions options,
      Optional<String> validationColumn) {
    this.spark = spark;
    this.paths = paths.toArray(new String[0]);
    this.options = options;
    StructType found = find(validationColumn);
    this.schema = options.format().isText() ? asTexts(withVectors(found)) : withVectors(found);
  }

  /** The columns there are. */
  StructType schema() {
    return schema;
  }

  /** Whether these are text files without any text, which have no columns either. */
  boolean areBlank() {
    return options.format().isText()
        && schema.isEmpty()
        && spark.read().text(paths).filter("trim(value) <> ''").isEmpty();
  }

  /** Holds the text of rows that could not be parsed; null for formats without such rows. */
  String malformedColumn() {
    return options.format().isText() ? MALFORMED : null;
  }

  private StructType find(Optional<String> validationColumn) {
    return switch (options.format()) {
      case CSV -> csv().csv(paths).schema();
      case JSON -> jsonColumns(validationColumn);
      default -> spark.read().format(options.format().key()).load(paths).schema();
    };
  }

  private StructType jsonColumns(Optional<String> validationColumn) {
    Dataset<String> lines =
        spark.read().text(paths).limit(SAMPLE_LINES).select("value").as(Encoders.STRING());
    StructType sample = spark.read().json(lines).schema();
    List<String> names = Arrays.asList(sample.fieldNames());
    boolean complete =
        names.containsAll(
                options.columns().map(made -> made.columns().columns()).orElse(options.features()))
            && names.contains(options.label())
            && options.weight().map(names::contains).orElse(true)
            && validationColumn.map(names::contains).orElse(true);
    StructType found = complete ? sample : spark.read().json(paths).schema();
    StructType columns = new StructType();
    for (StructField field : found.fields()) {
      columns = field.name().equals(MALFORMED) ? columns : columns.add(field);
    }
    return columns;
  }

  /**
   * Spark's vectors come back from ORC and JSON as structs: when the feature column is one of those
   * it is read as the vector that it was.
   */
  private StructType withVectors(StructType found) {
    StructType columns = new StructType();
    for (StructField field : found.fields()) {
      boolean isVector =
          options.features().equals(List.of(field.name()))
              && field.dataType() instanceof StructType struct
              && Arrays.asList(struct.fieldNames()).containsAll(List.of("type", "values"));
      columns =
          isVector ? columns.add(field.name(), SQLDataTypes.VectorType()) : columns.add(field);
    }
    return columns;
  }

  private DataFrameReader csv() {
    return spark
        .read()
        .option("header", Boolean.toString(options.csvHeader() == CsvHeader.PRESENT))
        .option("sep", options.csvDelimiter());
  }

  /** Cells of text formats are text at first, whatever Spark took them for. */
  private StructType asTexts(StructType found) {
    StructType columns = new StructType();
    for (StructField field : found.fields()) {
      columns = columns.add(field.name(), asText(field));
    }
    return columns;
  }

  private DataType asText(StructField field) {
    DataType type = field.dataType();
    if (ColumnSelection.isScalar(type)) {
      return DataTypes.StringType;
    }
    boolean isElements =
        type instanceof ArrayType array
            && ColumnSelection.isScalar(array.elementType())
            && options.features().equals(List.of(field.name()));
    return isElements ? DataTypes.createArrayType(DataTypes.StringType, true) : type;
  }

  /** The rows; what the columns of text formats hold is read as text, also where they nest. */
  Dataset<Row> load() {
    if (!options.format().isText()) {
      return spark.read().schema(schema).format(options.format().key()).load(paths);
    }
    StructType types = new StructType();
    boolean named = true;
    for (StructField field : schema.fields()) {
      boolean only = options.features().equals(List.of(field.name()));
      types = types.add(field.name(), only ? field.dataType() : DataTypes.StringType, true);
      named &= !field.name().matches("_c\\d+");
    }
    types = types.add(MALFORMED, DataTypes.StringType, true);
    DataFrameReader reader =
        (options.format() == Format.CSV ? csv() : spark.read())
            .schema(types)
            .option("mode", "PERMISSIVE")
            .option("columnNameOfCorruptRecord", MALFORMED);
    if (options.format() == Format.CSV) {
      // Each file's header is compared, except where the header has holes that Spark has named.
      return reader.option("enforceSchema", Boolean.toString(!named)).csv(paths);
    }
    return reader.json(paths);
  }
}
