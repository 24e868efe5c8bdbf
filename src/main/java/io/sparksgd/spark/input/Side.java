package io.sparksgd.spark.input;

/** The two parts of an input that is split. */
enum Side {
  TRAIN,
  VALIDATION
}
