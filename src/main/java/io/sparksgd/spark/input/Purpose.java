package io.sparksgd.spark.input;

/** What rows are read for. */
enum Purpose {
  /** Labels and weights are needed, other columns are not. */
  LEARN,
  /** Neither labels nor weights are looked at; all columns are passed on. */
  PREDICT
}
