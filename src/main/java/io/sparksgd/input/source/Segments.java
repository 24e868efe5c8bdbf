package io.sparksgd.input.source;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/**
 * The rows of a partition by file split. What is left of a split is skipped when the next is asked
 * for.
 */
final class Segments implements Iterator<Segments.Segment> {
  /**
   * A file split.
   *
   * @param file its path
   * @param start where it starts in the file
   * @param rows its rows
   */
  record Segment(String file, long start, Iterator<Row> rows) {}

  private final Iterator<Row> rows;
  private final int fileAt;
  private Row ahead;
  private Segment current;

  /**
   * Divides rows.
   *
   * @param fileAt position of the file path in a row; the start of the split follows it
   */
  Segments(Iterator<Row> rows, int fileAt) {
    this.rows = rows;
    this.fileAt = fileAt;
    advance();
  }

  private void advance() {
    ahead = rows.hasNext() ? rows.next() : null;
  }

  private boolean isIn(String file, long start) {
    return ahead != null
        && ahead.getLong(fileAt + 1) == start
        && ahead.getString(fileAt).equals(file);
  }

  @Override
  public boolean hasNext() {
    while (current != null && isIn(current.file, current.start)) {
      advance();
    }
    return ahead != null;
  }

  @Override
  public Segment next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String file = ahead.getString(fileAt);
    long start = ahead.getLong(fileAt + 1);
    current =
        new Segment(
            file,
            start,
            new Iterator<>() {
              @Override
              public boolean hasNext() {
                return isIn(file, start);
              }

              @Override
              public Row next() {
                if (!hasNext()) {
                  throw new NoSuchElementException();
                }
                Row row = ahead;
                advance();
                return row;
              }
            });
    return current;
  }
}
