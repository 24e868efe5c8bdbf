package io.sparksgd.spark.input;

import java.io.Serializable;

/** What is known of the categories of some rows, by one-hot column. */
final class CategoryCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The texts of raw rows, by their numbers; none when vectors are made at once. */
  final String[][] texts;

  /** Rows with a known category; none while nothing is fitted. */
  final long[] known;

  CategoryCounts(String[][] texts, long[] known) {
    this.texts = texts;
    this.known = known;
  }
}
