package io.sparksgd.input.format;

import io.sparksgd.config.Format;

/** The purpose of reading rows. */
public enum Purpose {
  /** To learn from them, or to measure a model: with labels. */
  LEARN,
  /** To predict for them; the columns are passed on as they are read. */
  PASS_COLUMNS,
  /** As before; the cells of a row of CSV or JSON are passed on as one record of CSV. */
  PASS_RECORDS,
  /** As before; JSON values with their types. */
  PASS_VALUES,
  /** As before; JSON objects as the text that they were. */
  PASS_LINES;

  /** How rows of one format are passed on to another. */
  public static Purpose passing(Format from, Format to) {
    return switch (from) {
      case CSV -> PASS_RECORDS;
      case JSON -> to == Format.CSV ? PASS_RECORDS : to == Format.JSON ? PASS_LINES : PASS_VALUES;
      default -> PASS_COLUMNS;
    };
  }
}
