package io.sparksgd.input.format;

import java.io.Serializable;

/** Rows of a file split that go over several lines each: a stray quote joins many rows into one. */
public final class SpannedLines implements Serializable {
  private static final long serialVersionUID = 1L;

  public long rows;

  /** Lines of all these rows. */
  public long lines;

  /** Number of the first of them in its file split, from 1; 0 when there is none. */
  public long first;

  public void add(long more, long ordinal) {
    first = rows == 0 ? ordinal : first;
    rows++;
    lines += more;
  }

  /** Adds those of later rows. */
  public void add(SpannedLines later) {
    first = rows == 0 ? later.first : first;
    rows += later.rows;
    lines += later.lines;
  }
}
