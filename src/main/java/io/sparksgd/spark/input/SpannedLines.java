package io.sparksgd.spark.input;

import java.io.Serializable;

/** Rows of a file split that go over several lines each: a wrong quote makes one row of many. */
final class SpannedLines implements Serializable {
  private static final long serialVersionUID = 1L;

  long rows;

  /** Lines of all these rows. */
  long lines;

  /** Number of the first of them in its file split, from 1; 0 when there is none. */
  long first;

  void add(long more, long ordinal) {
    first = rows == 0 ? ordinal : first;
    rows++;
    lines += more;
  }

  /** Adds those of later rows. */
  void add(SpannedLines later) {
    first = rows == 0 ? later.first : first;
    rows += later.rows;
    lines += later.lines;
  }
}
