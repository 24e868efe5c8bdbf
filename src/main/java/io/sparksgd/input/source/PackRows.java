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
    return new Chunks(new Segments(rows, fileAt), format.open());
  }

  private static final class Chunks implements Iterator<Chunk> {
    private final Segments segments;
    private final RowReader reader;
    private final BlockBuilder builder = new BlockBuilder();
    private Segments.Segment current;

    /** Number of the current segment in the partition. */
    private int segment = -1;

    /** Rows read of the current segment. */
    private long ordinal;

    /** Of the current chunk: by row, whether it is a validation row; null while none is. */
    private boolean[] marks;

    Chunks(Segments segments, RowReader reader) {
      this.segments = segments;
      this.reader = reader;
    }

    @Override
    public boolean hasNext() {
      return (current != null && current.rows().hasNext()) || segments.hasNext();
    }

    @Override
    public Chunk next() {
      if (current == null || !current.rows().hasNext()) {
        current = segments.next();
        segment++;
        ordinal = 0;
      }
      SegmentCounts counts = new SegmentCounts(current.file(), current.start(), segment);
      marks = null;
      BadRow bad = null;
      while (!BlockLimits.isFull(builder) && current.rows().hasNext()) {
        String reason = read(current.rows().next(), counts);
        if (reason != null && bad == null) {
          bad = new BadRow(current.file(), current.start(), ordinal, reason);
        }
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
    private String read(Row row, SegmentCounts counts) {
      int before = builder.rows();
      ordinal++;
      counts.sourceRows++;
      String reason = reader.read(row, builder);
      int lines = reader.lines(row);
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
  }
}
