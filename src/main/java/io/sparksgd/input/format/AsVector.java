package io.sparksgd.input.format;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;

/** A vector from the struct that Spark writes it as; null where a part of it is missing. */
public final class AsVector implements UDF1<Row, Vector> {
  private static final long serialVersionUID = 1L;
  private static final byte SPARSE = 0;

  @Override
  public Vector call(Row row) {
    if (row == null || row.isNullAt(0) || row.isNullAt(3)) {
      return null;
    }
    double[] values = row.<Double>getList(3).stream().mapToDouble(Double::doubleValue).toArray();
    if (row.getByte(0) != SPARSE) {
      return Vectors.dense(values);
    }
    return row.isNullAt(1) || row.isNullAt(2)
        ? null
        : Vectors.sparse(
            row.getInt(1),
            row.<Integer>getList(2).stream().mapToInt(Integer::intValue).toArray(),
            values);
  }
}
