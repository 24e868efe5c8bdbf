package io.sparksgd.spark.input;

import java.io.Serializable;

/** A row that cannot be used. */
final class BadRow implements Serializable {
  private static final long serialVersionUID = 1L;

  final String file;
  final long blockStart;

  /** Number of the row in its file split, from 1. */
  final long ordinal;

  final String reason;

  BadRow(String file, long blockStart, long ordinal, String reason) {
    this.file = file;
    this.blockStart = blockStart;
    this.ordinal = ordinal;
    this.reason = reason;
  }

  /** Whether this row comes before the other one in the order of the source. */
  boolean isBefore(BadRow other) {
    int files = file.compareTo(other.file);
    if (files != 0) {
      return files < 0;
    }
    return blockStart == other.blockStart ? ordinal < other.ordinal : blockStart < other.blockStart;
  }
}
