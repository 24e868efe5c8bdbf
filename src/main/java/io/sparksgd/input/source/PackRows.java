package io.sparksgd.input.source;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.CategoryCounts;
import io.sparksgd.input.format.Chunk;
import io.sparksgd.input.format.RowFormat;
import io.sparksgd.input.format.RowReader;
import io.sparksgd.input.format.SegmentCounts;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;

/**
 * Packs the source rows of a partition into chunks; a new chunk begins with each file split. Bad
 * rows become data, never exceptions.
 */
final class PackRows implements FlatMapFunction<Iterator<Row>, Chunk> {
  private static final long serialVersionUID = 1L;

  private final RowFormat format;

  /** Position of the file path in a source row; the start of the split follows it. */
  private final int fileAt;

  PackRows(RowFormat format, int fileAt) {
    this.format = format;
    this.fileAt = fileAt;
  }

  @Override
  public Iterator<Chunk> call(Iterator<Row> rows) {
    return new Chunks(rows, format.open(), fileAt);
  }

  private static final class Chunks implements Iterator<Chunk> {
    private final Iterator<Row> rows;
    private final RowReader reader;
    private final int fileAt;
    private final BlockBuilder builder = new BlockBuilder();
    private Row ahead;
    private String file;
    private long blockStart;
    private int segment;
    private long ordinal;

    /** Of the current chunk: by row, whether it is a validation row; null while none is. */
    private boolean[] marks;

    Chunks(Iterator<Row> rows, RowReader reader, int fileAt) {
      this.rows = rows;
      this.reader = reader;
      this.fileAt = fileAt;
      advance();
      if (ahead != null) {
        file = ahead.getString(fileAt);
        blockStart = ahead.getLong(fileAt + 1);
      }
    }

    @Override
    public boolean hasNext() {
      return ahead != null;
    }

    @Override
    public Chunk next() {
      if (ahead == null) {
        throw new NoSuchElementException();
      }
      if (!isInSegment(ahead)) {
        file = ahead.getString(fileAt);
        blockStart = ahead.getLong(fileAt + 1);
        segment++;
        ordinal = 0;
      }
      SegmentCounts counts = new SegmentCounts(file, blockStart, segment);
      marks = null;
      BadRow bad = null;
      while (ahead != null && isInSegment(ahead) && !BlockLimits.isFull(builder)) {
        String reason = readAhead(counts);
        if (reason != null && bad == null) {
          bad = new BadRow(file, blockStart, ordinal, reason);
        }
        advance();
      }
      RowBlock block = builder.build();
      counts.addRows(block);
      boolean[] marked = marks == null ? null : Arrays.copyOf(marks, block.rows());
      CategoryCounts categories = reader.takeCategories();
      if (categories == null) {
        return new Chunk(counts, block, marked, bad, Chunk.NO_TEXTS);
      }
      counts.addKnown(categories.known);
      return new Chunk(counts, block, marked, bad, categories.texts);
    }

    /** Returns what is wrong with the row, or null. */
    private String readAhead(SegmentCounts counts) {
      int before = builder.rows();
      ordinal++;
      counts.sourceRows++;
      String reason = reader.read(ahead, builder);
      int lines = reader.lines(ahead);
      if (reason == null && lines > CsvRows.MOST_LINES) {
        counts.goodLines.add(lines, ordinal);
      }
      if (reason != null) {
        counts.badRows++;
        if (lines > 1) {
          counts.badLines.add(lines, ordinal);
        }
      } else if (builder.rows() > before) {
        if (reader.validation()) {
          marks = marks == null ? new boolean[BlockLimits.ROWS] : marks;
          marks[before] = true;
          counts.validationRows++;
        }
        if (reader.width() > 0) {
          counts.addWidth(reader.width());
        }
      }
      return reason;
    }

    private void advance() {
      ahead = rows.hasNext() ? rows.next() : null;
    }

    private boolean isInSegment(Row row) {
      return row.getLong(fileAt + 1) == blockStart && row.getString(fileAt).equals(file);
    }
  }
}
