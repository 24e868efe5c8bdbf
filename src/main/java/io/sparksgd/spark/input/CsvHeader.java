package io.sparksgd.spark.input;

/** Whether CSV files begin with the names of their columns. */
public enum CsvHeader {
  /** The first line of each file holds the names. */
  PRESENT,
  /** There is none; the columns are {@code _c0}, {@code _c1}, ... */
  ABSENT
}
