package io.sparksgd.input.format;

import java.io.Serializable;

/** Facts about the categories of some rows, by one-hot column. */
public final class CategoryCounts implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The texts of raw rows, by their numbers; none when vectors are made at once. */
  public final String[][] texts;

  /** Rows with a known category; none while nothing is fitted. */
  public final long[] known;

  CategoryCounts(String[][] texts, long[] known) {
    this.texts = texts;
    this.known = known;
  }
}
