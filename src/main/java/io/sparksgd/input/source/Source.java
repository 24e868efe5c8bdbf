package io.sparksgd.input.source;

import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.RowFormat;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Opened input.
 *
 * @param name its name in messages: its paths
 * @param text the position of its rows in files
 * @param columns names of all its columns
 * @param data the source rows; their last two columns are the file and the start of its split
 * @param passed names and types of the leading columns of {@code data}, which are not read but
 *     passed on
 * @param reader how to read the rows
 */
public record Source(
    String name,
    SourceText text,
    List<String> columns,
    Dataset<Row> data,
    StructType passed,
    RowFormat reader) {

  /** This source, its rows read in another way. */
  public Source readBy(RowFormat other) {
    return new Source(name, text, columns, data, passed, other);
  }

  /** Position of the file path in a row. */
  public int fileAt() {
    return data.columns().length - 2;
  }

  /** The rows, packed; nothing is persisted. */
  public JavaRDD<Chunk> chunks() {
    return data.toJavaRDD().mapPartitions(new PackRows(reader, fileAt()));
  }

  /** Names of paths for messages. */
  static String nameOf(List<String> paths) {
    return String.join(", ", paths);
  }
}
