package io.sparksgd.input.format;

import io.sparksgd.data.BlockBuilder;
import org.apache.spark.sql.Row;

/**
 * Reads rows whose features cannot be used as rows without a vector. Rows that could not be parsed
 * stay bad: their cells are not known.
 */
public final class KeepInvalid implements RowFormat {
  private static final long serialVersionUID = 1L;

  private final RowFormat format;

  public KeepInvalid(RowFormat format) {
    this.format = format;
  }

  @Override
  public RowReader open() {
    return new Keeping(format.open());
  }

  private static final class Keeping implements RowReader {
    private final RowReader reader;
    private boolean invalid;

    Keeping(RowReader reader) {
      this.reader = reader;
    }

    @Override
    public String read(Row row, BlockBuilder builder) {
      String reason = reader.read(row, builder);
      invalid = reason != null && reader.hasCells(row);
      if (invalid) {
        builder.startRow(0, 1);
        return null;
      }
      return reason;
    }

    @Override
    public boolean hasVector() {
      return !invalid;
    }

    @Override
    public CategoryCounts takeCategories() {
      return reader.takeCategories();
    }

    @Override
    public int lines(Row row) {
      return reader.lines(row);
    }

    @Override
    public String content(Row row) {
      return reader.content(row);
    }
  }
}
