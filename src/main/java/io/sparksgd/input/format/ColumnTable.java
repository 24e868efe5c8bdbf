package io.sparksgd.input.format;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rows whose columns are told apart by their positions: names may have dots and backticks, differ
 * in nothing but case, or repeat.
 *
 * @param rows the columns, then those of {@link #FILE}, {@link #START} and what else is hidden
 * @param columns their names and types as messages, options and output have them; of text formats,
 *     the rows may lack those that are not read
 * @param ofText how many of the columns, which come first, stand in {@link #RECORD} or {@link
 *     #LINE}, where there is one
 */
public record ColumnTable(Dataset<Row> rows, StructType columns, int ofText) {
  /** Path of the file, as Spark writes it; empty where there is none. */
  public static final String FILE = "_sgd_file";

  /** Where the split of the file starts; the number of the partition where there is no file. */
  public static final String START = "_sgd_file_start";

  /** Text of a row that cannot be parsed; only text formats have it. */
  public static final String MALFORMED = "_sgd_malformed";

  /** Number of the lines that a row goes over; only CSV has it. */
  public static final String LINES = "_sgd_lines";

  /** The cells of a row of CSV or JSON as one record of CSV with commas, which is passed on. */
  public static final String RECORD = "_sgd_record";

  /** The whole row as text; only JSON has it. */
  public static final String LINE = "_sgd_line";

  /** The row as a struct of typed values; only JSON has it, to be passed on. */
  public static final String VALUES = "_sgd_values";

  private static final String PREFIX = "_sgd_column_";
  private static final String METADATA = "_metadata";

  /** A table of rows that Spark reads from files. */
  public static ColumnTable ofFiles(Dataset<Row> data) {
    Column metadata = data.metadataColumn(METADATA);
    return of(data, metadata.getField("file_path"), metadata.getField("file_block_start"));
  }

  /** A table of rows that come from no file. */
  public static ColumnTable of(Dataset<Row> data) {
    return of(data, functions.lit(""), functions.spark_partition_id().cast("long"));
  }

  private static ColumnTable of(Dataset<Row> data, Column file, Column start) {
    List<String> names = new ArrayList<>(names(data.columns().length));
    names.add(FILE);
    names.add(START);
    return new ColumnTable(
        data.select(functions.col("*"), file, start).toDF(names.toArray(new String[0])),
        data.schema(),
        0);
  }

  /** Names of the first columns of {@link #rows}. */
  public static List<String> names(int columns) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      names.add(PREFIX + i);
    }
    return names;
  }

  /** The column at a position. */
  public static Column column(int at) {
    return functions.col(PREFIX + at);
  }

  /** The positions of the columns of this name; its case matters. */
  public List<Integer> positions(String name) {
    List<Integer> positions = new ArrayList<>();
    StructField[] fields = columns.fields();
    for (int i = 0; i < fields.length; i++) {
      if (fields[i].name().equals(name)) {
        positions.add(i);
      }
    }
    return positions;
  }

  /** Whether the rows have a hidden column. */
  public boolean has(String hidden) {
    return List.of(rows.columns()).contains(hidden);
  }
}
