package io.sparksgd.config;

/** Whether CSV files begin with the names of their columns. */
public enum CsvHeader {
  PRESENT,
  ABSENT
}
