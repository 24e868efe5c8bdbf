package io.sparksgd.spark.input;

import org.apache.spark.sql.api.java.UDF1;

/** The number of a cell, as {@link Numbers#parse} reads it; null when it is none or not finite. */
final class ParseNumber implements UDF1<String, Double> {
  private static final long serialVersionUID = 1L;

  @Override
  public Double call(String cell) {
    if (cell == null) {
      return null;
    }
    try {
      double value = Numbers.parse(cell);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }
}
