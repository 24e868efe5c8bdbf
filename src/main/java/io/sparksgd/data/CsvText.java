package io.sparksgd.data;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * CSV text as RFC 4180 has it: a cell that begins with a double quote ends with one, a quote inside
 * it is doubled, and line breaks and delimiters inside it are text. A backslash is a character as
 * any other. A cell without quotes is taken as it stands, white space and quotes inside included.
 * Records end with {@code \n}, {@code \r\n} or {@code \r}.
 */
public final class CsvText implements Serializable {
  /** What {@link #end} returns when the text ends within quotes. */
  public static final int WITHIN_QUOTES = -1;

  private static final long serialVersionUID = 1L;
  private static final char QUOTE = '"';

  private final String delimiter;

  /**
   * The text of files with this delimiter.
   *
   * @param delimiter one or more characters
   */
  public CsvText(String delimiter) {
    this.delimiter = delimiter;
  }

  /** Between the cells. */
  public String delimiter() {
    return delimiter;
  }

  /**
   * Whether a record is blank: white space alone, without a delimiter. Tabs that delimit missing
   * cells are a row.
   */
  boolean isBlank(String record) {
    return record.isBlank() && !record.contains(delimiter);
  }

  /**
   * Where a record ends: the position of its line break, the length of the text, or {@link
   * #WITHIN_QUOTES}.
   *
   * @param from where the record begins, or goes on within quotes
   * @param open whether {@code from} is within quotes
   */
  public int end(String text, int from, Opening open) {
    boolean quoted = open == Opening.WITHIN_QUOTES;
    boolean atStart = !quoted;
    int i = from;
    while (i < text.length()) {
      if (quoted) {
        i = text.indexOf(QUOTE, i);
        if (i < 0) {
          return WITHIN_QUOTES;
        }
        quoted = i + 1 < text.length() && text.charAt(i + 1) == QUOTE;
        i += quoted ? 2 : 1;
      } else if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
        return i;
      } else if (atStart && text.charAt(i) == QUOTE) {
        quoted = true;
        atStart = false;
        i++;
      } else {
        atStart = text.startsWith(delimiter, i);
        i += atStart ? delimiter.length() : 1;
      }
    }
    return quoted ? WITHIN_QUOTES : text.length();
  }

  /** What the text after this one begins with, when it goes on after a {@code \\n}. */
  public Opening after(String text, Opening opening) {
    int end = end(text, 0, opening);
    while (end != WITHIN_QUOTES && end < text.length()) {
      end = end(text, end + 1, Opening.RECORD);
    }
    return end == WITHIN_QUOTES ? Opening.WITHIN_QUOTES : Opening.RECORD;
  }

  /** Whether a place in a text is outside of quotes, where a record begins, or within. */
  public enum Opening {
    RECORD,
    WITHIN_QUOTES
  }

  /**
   * The cells of a record; null where nothing stands between two delimiters, an empty text where
   * two quotes do.
   *
   * @throws BadRowException if a quoted cell does not end, or more text follows it
   */
  public List<String> cells(String row) throws BadRowException {
    List<String> cells = new ArrayList<>();
    int from = 0;
    while (true) {
      int end;
      if (from < row.length() && row.charAt(from) == QUOTE) {
        end = closing(row, from) + 1;
        cells.add(row.substring(from + 1, end - 1).replace("\"\"", "\""));
      } else {
        int next = row.indexOf(delimiter, from);
        end = next < 0 ? row.length() : next;
        cells.add(end == from ? null : row.substring(from, end));
      }
      if (end == row.length()) {
        return cells;
      }
      if (!row.startsWith(delimiter, end)) {
        throw new BadRowException("text after the closing quote of cell " + cells.size());
      }
      from = end + delimiter.length();
    }
  }

  private static int closing(String row, int opening) throws BadRowException {
    int i = row.indexOf(QUOTE, opening + 1);
    while (i >= 0 && i + 1 < row.length() && row.charAt(i + 1) == QUOTE) {
      i = row.indexOf(QUOTE, i + 2);
    }
    if (i < 0) {
      throw new BadRowException("a quote that is not closed");
    }
    return i;
  }

  /** A record of cells, which {@link #cells} takes apart again. */
  public String row(List<String> cells) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < cells.size(); i++) {
      text.append(i == 0 ? "" : delimiter).append(cell(cells.get(i)));
    }
    return text.toString();
  }

  private String cell(String cell) {
    if (cell == null) {
      return "";
    }
    boolean isPlain =
        !cell.isEmpty()
            && cell.indexOf(QUOTE) < 0
            && cell.indexOf('\n') < 0
            && cell.indexOf('\r') < 0
            && !cell.contains(delimiter);
    return isPlain ? cell : QUOTE + cell.replace("\"", "\"\"") + QUOTE;
  }
}
