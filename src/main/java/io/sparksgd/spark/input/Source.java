package io.sparksgd.spark.input;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.config.Format;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Opened input.
 *
 * @param name what messages call it: its paths
 * @param format of its files; without meaning for the rows of a DataFrame, which have no file
 * @param header whether its files begin with a line that is no row
 * @param data the source rows; their last two columns are the file and the start of its split
 * @param passed number of leading columns of {@code data} that are not read but passed on
 * @param reader how to read the rows
 */
record Source(
    String name, Format format, CsvHeader header, Dataset<Row> data, int passed, RowFormat reader) {

  /** This source, its rows read in another way. */
  Source readBy(RowFormat other) {
    return new Source(name, format, header, data, passed, other);
  }

  /** Position of the file path in a row. */
  int fileAt() {
    return data.columns().length - 2;
  }

  /** The rows, packed; nothing is persisted. */
  JavaRDD<Chunk> chunks() {
    return data.toJavaRDD().mapPartitions(new PackRows(reader, fileAt()));
  }

  /** Names of paths for messages. */
  static String nameOf(List<String> paths) {
    return String.join(", ", paths);
  }
}
