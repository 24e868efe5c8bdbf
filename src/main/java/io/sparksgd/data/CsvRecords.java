package io.sparksgd.data;

import io.sparksgd.data.CsvText.Opening;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Joins the lines of a text (what stands between two {@code \n}) to records, or cuts them where a
 * lone {@code \r} ends one. Blank records are left out.
 */
public final class CsvRecords implements Iterator<String> {
  /** A record that goes on over more characters is cut off, so that its quotes are wrong. */
  public static final int MOST_CHARACTERS = 1 << 24;

  private final CsvText csv;
  private final Iterator<String> lines;
  private final String rest;
  private String line;
  private int from;
  private String ready;

  private long lineOfLast;

  /** Lines that were begun. */
  private long linesBegun;

  /**
   * Records of lines.
   *
   * @param opening whether the first line begins within the quotes of a record that began before
   *     it, which is left out
   * @param rest what follows the last line where that ends within quotes; empty: nothing
   */
  public CsvRecords(CsvText csv, Iterator<String> lines, Opening opening, String rest) {
    this.csv = csv;
    this.lines = lines;
    this.rest = rest;
    if (opening == Opening.WITHIN_QUOTES) {
      skip();
    }
  }

  private void skip() {
    Opening opening = Opening.WITHIN_QUOTES;
    while (lines.hasNext()) {
      String text = lines.next();
      int end = csv.end(text, 0, opening);
      linesBegun++;
      if (end != CsvText.WITHIN_QUOTES) {
        goOn(text, end);
        return;
      }
    }
  }

  @Override
  public boolean hasNext() {
    while (ready == null && (line != null || lines.hasNext())) {
      advance();
    }
    return ready != null;
  }

  private void advance() {
    lineOfLast = line == null ? linesBegun + 1 : linesBegun;
    if (line == null) {
      line = lines.next();
      from = 0;
      linesBegun++;
    }
    int end = csv.end(line, from, Opening.RECORD);
    String row;
    if (end == CsvText.WITHIN_QUOTES) {
      row = joined(line.substring(from));
    } else {
      row = line.substring(from, end);
      goOn(line, end);
    }
    ready = csv.isBlank(row) ? null : row;
  }

  /** The record that begins in this line and ends in a later one. */
  private String joined(String begin) {
    StringBuilder text = new StringBuilder(begin);
    line = null;
    while (lines.hasNext() && text.length() <= MOST_CHARACTERS) {
      String next = lines.next();
      linesBegun++;
      text.append('\n');
      int end = csv.end(next, 0, Opening.WITHIN_QUOTES);
      if (end != CsvText.WITHIN_QUOTES) {
        goOn(next, end);
        return text.append(next, 0, end).toString();
      }
      text.append(next);
    }
    return text.append(rest).toString();
  }

  /** After a record that ended at this place of a line. */
  private void goOn(String text, int end) {
    boolean isWhole = end >= text.length() - 1;
    line = isWhole ? null : text;
    from = end + 1;
    linesBegun += isWhole ? 0 : 1;
  }

  @Override
  public String next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    String row = ready;
    ready = null;
    return row;
  }

  /** The number of the line, from 1, in which the record begins that {@link #next} gave last. */
  public long line() {
    return lineOfLast;
  }
}
