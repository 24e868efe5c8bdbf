package io.sparksgd.spark.input;

import io.sparksgd.config.Format;

/** What rows are read for. */
enum Purpose {
  /** To learn from them, or to measure a model: with labels. */
  LEARN,
  /**
   * To predict for them; the columns are passed on as they are read, those of text formats as text.
   */
  PASS_COLUMNS,
  /** As before; JSON values with their types. */
  PASS_VALUES,
  /** As before; JSON objects as the text that they were. */
  PASS_LINES;

  /** How rows of one format are passed on to another. */
  static Purpose passing(Format from, Format to) {
    if (from != Format.JSON || to == Format.CSV) {
      return PASS_COLUMNS;
    }
    return to == Format.JSON ? PASS_LINES : PASS_VALUES;
  }
}
