package io.sparksgd.table;

import io.sparksgd.data.CsvText;
import io.sparksgd.table.RandomTable.Column;
import io.sparksgd.testkit.SharedSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** Writes a random table as files of each format, each in a folder of one to three files. */
final class TableFiles {
  private static final CsvText CSV = new CsvText(",");

  private final RandomTable table;
  private final TableCells cells;
  private final int files;
  private final int style;

  /**
   * Files.
   *
   * @param format a number, by which formats differ in spelling, types and number of files
   */
  TableFiles(RandomTable table, int format) {
    this.table = table;
    this.cells = new TableCells(table, format);
    this.files = 1 + cells.draw(-1, table.columns().get(0), 3);
    this.style = cells.draw(-1, table.columns().get(table.columns().size() - 1), 4);
  }

  private int begin(int file) {
    return table.rows().size() * file / files;
  }

  /** CSV files with headers; some with a byte order mark, CRLF, quotes that are not needed. */
  void csv(Path folder) throws IOException {
    Files.createDirectories(folder);
    String end = style % 2 == 0 ? "\n" : "\r\n";
    for (int file = 0; file < files; file++) {
      StringBuilder text = new StringBuilder(style == 2 ? "\ufeff" : "");
      text.append(CSV.row(table.columns().stream().map(Column::name).toList()));
      for (int row = begin(file); row < begin(file + 1); row++) {
        text.append(end).append(csvRow(row));
      }
      text.append(style < 3 ? end : "");
      Files.writeString(folder.resolve(file + ".csv"), text);
    }
  }

  private String csvRow(int row) {
    StringBuilder text = new StringBuilder();
    for (Column column : table.columns()) {
      String cell = cells.text(row, column);
      boolean isQuoted = cell != null && cells.draw(row, column, 30) % 5 == 0;
      text.append(text.length() == 0 && column == table.columns().get(0) ? "" : ",")
          .append(isQuoted ? '"' + cell.replace("\"", "\"\"") + '"' : CSV.row(Arrays.asList(cell)));
    }
    return text.toString();
  }

  /** Files with a JSON object a line; a missing value is null or left out. */
  void json(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (int file = 0; file < files; file++) {
      StringBuilder text = new StringBuilder();
      for (int row = begin(file); row < begin(file + 1); row++) {
        text.append(jsonRow(row)).append(style < 3 ? "\n" : " \n\n");
      }
      Files.writeString(folder.resolve(file + ".json"), text);
    }
  }

  private String jsonRow(int row) {
    List<String> members = new ArrayList<>();
    String colon = style == 1 ? " : " : ":";
    for (Column column : table.columns()) {
      boolean isLeftOut =
          row > 0 && table.value(row, column) == null && cells.draw(row, column, 2) == 0;
      if (!isLeftOut) {
        members.add(TableCells.quoted(column.name(), style == 2) + colon + cells.json(row, column));
      }
    }
    return "{" + String.join(style == 1 ? " , " : ",", members) + "}";
  }

  /** Parquet or ORC files. */
  void typed(String format, Path folder) {
    rows(files).write().format(format).save(folder.toString());
  }

  /** The rows with their types, in this many partitions. */
  Dataset<Row> rows(int partitions) {
    StructType schema = new StructType();
    for (Column column : table.columns()) {
      schema = schema.add(column.name(), cells.type(column), true);
    }
    List<Row> rows = new ArrayList<>();
    for (int row = 0; row < table.rows().size(); row++) {
      Object[] values = new Object[schema.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = cells.typed(row, table.columns().get(i), schema.apply(i).dataType());
      }
      rows.add(RowFactory.create(values));
    }
    SparkSession session = SharedSpark.session().newSession();
    session.conf().set("spark.sql.caseSensitive", "true");
    JavaSparkContext context = SharedSpark.context();
    return session.createDataFrame(context.parallelize(rows, partitions), schema);
  }
}
