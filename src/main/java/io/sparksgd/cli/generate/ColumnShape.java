package io.sparksgd.cli.generate;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns {@code label}, {@code x1}, {@code x2}, ...; for rows that store every feature. */
final class ColumnShape implements RowShape<Row> {

  private static final long serialVersionUID = 1L;

  static StructType schema(int features) {
    StructType schema = new StructType().add("label", DataTypes.DoubleType, false);
    for (int j = 1; j <= features; j++) {
      schema = schema.add("x" + j, DataTypes.DoubleType, false);
    }
    return schema;
  }

  @Override
  public Row of(GeneratedRow row) {
    Object[] cells = new Object[row.count + 1];
    cells[0] = row.label;
    for (int j = 0; j < row.count; j++) {
      cells[j + 1] = row.values[j];
    }
    return RowFactory.create(cells);
  }
}
