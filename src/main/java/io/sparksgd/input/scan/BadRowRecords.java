package io.sparksgd.input.scan;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.input.format.BadRow;
import io.sparksgd.input.format.RowFormat;
import io.sparksgd.input.format.RowReader;
import io.sparksgd.input.source.SourceFiles;
import io.sparksgd.message.Wording;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Finds the bad rows of a partition again and describes them. */
final class BadRowRecords implements Function2<Integer, Iterator<Row>, Iterator<Row>> {
  private static final long serialVersionUID = 1L;

  private final RowFormat format;
  private final int fileAt;

  /** Rows of the same file before each file split, by partition and split. */
  private final long[][] rowsBefore;

  BadRowRecords(RowFormat format, int fileAt, long[][] rowsBefore) {
    this.format = format;
    this.fileAt = fileAt;
    this.rowsBefore = rowsBefore;
  }

  @Override
  public Iterator<Row> call(Integer partition, Iterator<Row> rows) {
    return new Records(rows, rowsBefore[partition]);
  }

  private final class Records implements Iterator<Row> {
    private final Iterator<Row> rows;
    private final long[] before;
    private final RowReader reader = format.open();
    private final BlockBuilder builder = new BlockBuilder();
    private Row ready;
    private String file;
    private long blockStart;
    private int segments;
    private long number;

    Records(Iterator<Row> rows, long[] before) {
      this.rows = rows;
      this.before = before;
    }

    @Override
    public boolean hasNext() {
      while (ready == null && rows.hasNext()) {
        ready = record(rows.next());
      }
      return ready != null;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      Row record = ready;
      ready = null;
      return record;
    }

    private Row record(Row row) {
      String in = row.getString(fileAt);
      if (!in.equals(file) || row.getLong(fileAt + 1) != blockStart) {
        file = in;
        blockStart = row.getLong(fileAt + 1);
        number = before[segments];
        segments++;
      }
      number++;
      String reason = reader.read(row, builder);
      if (BlockLimits.isFull(builder)) {
        builder.build();
      }
      return reason == null
          ? null
          : RowFactory.create(
              file.isEmpty() ? "" : SourceFiles.show(file),
              number,
              BadRow.told(reason, Wording.JOB_FILE),
              reader.content(row));
    }
  }
}
