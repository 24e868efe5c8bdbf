package io.sparksgd.input.source;

import org.apache.spark.sql.SparkSession;

/**
 * Rows of very many columns. Spark compiles code for each column of a projection, which takes
 * longer than the projection of all rows; what it does without it costs no more per row.
 */
public final class WideRows {
  private static final int COLUMNS = 1000;

  private WideRows() {}

  /**
   * Prepares a session for rows.
   *
   * @param session that nobody else uses
   * @param columns of its rows
   */
  public static void prepare(SparkSession session, int columns) {
    if (columns > COLUMNS) {
      session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
      session.conf().set("spark.sql.codegen.wholeStage", "false");
    }
  }
}
