package io.sparksgd.input.format;

import io.sparksgd.config.Format;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.BlockLimits;
import io.sparksgd.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.sql.RowFactory;

/** Cells of CSV and JSON files: label, weight, mark and two features. */
public final class CellsFuzz implements FuzzTarget {
  private static final int CELLS = 5;

  private final RowReader reader;
  private final BlockBuilder builder = new BlockBuilder();

  /** All columns are text. */
  public CellsFuzz() {
    ColumnFormat format = new ColumnFormat(InputOptions.of(Format.CSV, LabelRule.CLASSES).build());
    format.label = cell(0);
    format.weight = cell(1);
    format.validation = cell(2);
    format.features = new ColumnFormat.Column[] {cell(3), cell(4)};
    reader = format.open();
  }

  private static ColumnFormat.Column cell(int at) {
    return new ColumnFormat.Column("c" + at, at, ColumnFormat.Cell.TEXT);
  }

  @Override
  public boolean takes(byte[] input) {
    String[] parts = new String(input, StandardCharsets.UTF_8).split(",", -1);
    Object[] cells = new Object[CELLS];
    for (int i = 0; i < CELLS; i++) {
      cells[i] = i < parts.length && !parts[i].isEmpty() ? parts[i] : null;
    }
    int rows = builder.rows();
    String wrong = reader.read(RowFactory.create(cells), builder);
    if (wrong != null && (wrong.isBlank() || wrong.length() > 300)) {
      throw new AssertionError("a message of " + wrong.length() + " characters");
    }
    if (builder.rows() != (wrong == null ? rows + 1 : rows)) {
      throw new AssertionError("rows: " + builder.rows());
    }
    if (BlockLimits.isFull(builder)) {
      builder.build();
    }
    return wrong == null;
  }

  @Override
  public List<byte[]> seeds() {
    return List.of(
        "1,0.5,true,2.25,-1e-3".getBytes(StandardCharsets.UTF_8),
        "0,1,0,1e308,.5".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<String> words() {
    return List.of(
        ",",
        "NaN",
        "Infinity",
        "-",
        "e",
        "1e999",
        "true",
        "FALSE",
        "0x1p3",
        "1d",
        " ",
        "\u00a0",
        "\0",
        "9".repeat(400),
        "1e-400",
        "2147483647",
        "\u0661",
        "_");
  }
}
