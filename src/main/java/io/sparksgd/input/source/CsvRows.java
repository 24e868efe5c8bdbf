package io.sparksgd.input.source;

import io.sparksgd.config.CsvHeader;
import io.sparksgd.data.BadRowException;
import io.sparksgd.data.CsvRecords;
import io.sparksgd.data.CsvText;
import io.sparksgd.input.format.CellNumbers;
import io.sparksgd.input.format.Purpose;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * From lines of CSV files to rows of texts: the cells that are kept, then what stood behind the
 * line in its row (partition columns, file, start of the split), the record itself where it is
 * malformed, the number of its lines, and, where it is passed on, the record with commas as
 * delimiters.
 */
public final class CsvRows implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  /**
   * Lines over which a row may go. One of more lines that has a wrong number of cells is not one
   * row for sure.
   */
  public static final int MOST_LINES = 100;

  private static final CsvText COMMAS = new CsvText(",");

  private final CsvText csv;
  private final Columns columns;

  /** Position of the file path in a row of lines; the start of the split follows it. */
  private final int fileAt;

  private final CsvSplits splits;
  private final Purpose purpose;

  /** The columns of a file. */
  static final class Columns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final CsvHeader header;

    /** The cells of the first file's header, or of its first row. */
    private final ArrayList<String> first;

    /** Positions of the cells that a row has, in rising order. */
    private final int[] kept;

    Columns(CsvHeader header, List<String> first, int[] kept) {
      this.header = header;
      this.first = new ArrayList<>(first);
      this.kept = kept.clone();
    }
  }

  CsvRows(CsvText csv, Columns columns, int fileAt, CsvSplits splits, Purpose purpose) {
    this.csv = csv;
    this.columns = columns;
    this.fileAt = fileAt;
    this.splits = splits;
    this.purpose = purpose;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> lines) {
    return new Cells(new Segments(lines, fileAt));
  }

  private final class Cells implements Iterator<Row> {
    private final Segments segments;
    private CsvRecords records;
    private Segments.Segment current;

    /** A row of the split's lines, for what stands behind the line. */
    private Row line;

    Cells(Segments segments) {
      this.segments = segments;
    }

    @Override
    public boolean hasNext() {
      while ((records == null || !records.hasNext()) && segments.hasNext()) {
        begin(segments.next());
      }
      return records != null && records.hasNext();
    }

    private void begin(Segments.Segment segment) {
      current = segment;
      Iterator<String> lines =
          new Iterator<>() {
            private boolean isBegun;

            @Override
            public boolean hasNext() {
              return segment.rows().hasNext();
            }

            @Override
            public String next() {
              boolean begins = segment.start() == 0 && !isBegun;
              isBegun = true;
              line = segment.rows().next();
              String text = line.getString(0);
              return begins ? SourceFiles.withoutMark(text) : text;
            }
          };
      records =
          new CsvRecords(
              csv,
              lines,
              splits.opening(segment.file(), segment.start()),
              splits.rest(segment.file(), segment.start()));
      if (columns.header == CsvHeader.PRESENT && segment.start() == 0 && records.hasNext()) {
        checkHeader(records.next(), segment.file());
      }
    }

    private void checkHeader(String record, String file) {
      List<String> found;
      try {
        found = csv.cells(record);
      } catch (BadRowException e) {
        found = List.of();
      }
      if (!found.equals(columns.first)) {
        throw new IllegalArgumentException(
            "CSV header does not match: "
                + SourceFiles.show(file)
                + " begins with "
                + CellNumbers.shorten(record)
                + " (allowed: "
                + CellNumbers.shorten(csv.row(columns.first))
                + ", as in the first file)");
      }
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      String record = records.next();
      boolean isPassed = purpose == Purpose.PASS_RECORDS;
      int malformed = columns.kept.length + line.size() - 1;
      Object[] cells = new Object[malformed + (isPassed ? 3 : 2)];
      int lines = lines(record);
      cells[malformed + 1] = lines;
      try {
        List<String> found = csv.cells(record);
        if (found.size() == columns.first.size()) {
          for (int i = 0; i < columns.kept.length; i++) {
            cells[i] = found.get(columns.kept[i]);
          }
          if (isPassed) {
            cells[malformed + 2] = withCommas(record, found);
          }
        } else {
          if (lines > MOST_LINES) {
            throw new IllegalArgumentException(tooManyLines(lines, found.size()));
          }
          cells[malformed] = record;
        }
      } catch (BadRowException e) {
        if (lines > 1) {
          throw new IllegalArgumentException(lostRows(e.getMessage()));
        }
        cells[malformed] = record;
      }
      for (int i = 1; i < line.size(); i++) {
        cells[columns.kept.length + i - 1] = line.get(i);
      }
      return RowFactory.create(cells);
    }

    private static int lines(String record) {
      int lines = 1;
      for (int i = record.indexOf('\n'); i >= 0; i = record.indexOf('\n', i + 1)) {
        lines++;
      }
      return lines;
    }

    private String withCommas(String record, List<String> cells) {
      return csv.delimiter().equals(COMMAS.delimiter()) ? record : COMMAS.row(cells);
    }

    /** The lines that a wrong quote swallows may be rows: no bad row can stand for them. */
    private String lostRows(String wrong) {
      return place()
          + ": a quoted cell continues in the next line, with "
          + wrong
          + ", so that the start of the next row is unknown (allowed: cells in double quotes,"
          + " quotes inside doubled)";
    }

    private String tooManyLines(int lines, int cells) {
      return place()
          + ": a row of "
          + cells
          + " cells goes over "
          + lines
          + " lines by its quotes; the first record has "
          + columns.first.size()
          + " cells (allowed: other numbers of cells in rows of up to "
          + MOST_LINES
          + " lines; a wrong quote makes one row of many)";
    }

    private String place() {
      return SourceFiles.show(current.file())
          + ", line "
          + records.line()
          + (current.start() == 0 ? "" : " after byte " + current.start());
    }
  }
}
