package io.sparksgd.input.format;

import io.sparksgd.data.BlockBuilder;
import org.apache.spark.sql.Row;

/** Turns source rows into rows of a block. It holds the state of one task. */
public interface RowReader {

  /**
   * Appends a source row, unless it is blank or bad.
   *
   * @return the fault of the row, or null
   */
  String read(Row row, BlockBuilder builder);

  /** Whether the row read last is marked as a validation row. */
  default boolean validation() {
    return false;
  }

  /** Size of the vector read last; 0 when rows of the format have none. */
  default int width() {
    return 0;
  }

  /**
   * Facts about the categories of the rows since the last call; null for rows without categories.
   */
  default CategoryCounts takeCategories() {
    return null;
  }

  /** Whether the cells of a row could be read, whatever they hold. */
  default boolean hasCells(Row row) {
    return false;
  }

  /** Whether the row that was appended last has a vector. */
  default boolean hasVector() {
    return true;
  }

  /** Number of lines that a row goes over. */
  default int lines(Row row) {
    return 1;
  }

  /** The row as text, for messages. */
  String content(Row row);
}
