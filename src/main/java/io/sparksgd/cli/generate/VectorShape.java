package io.sparksgd.cli.generate;

import java.util.Arrays;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Columns {@code label} and {@code features}, a vector: dense if all features are stored. */
final class VectorShape implements RowShape<Row> {

  private static final long serialVersionUID = 1L;

  private final int features;

  VectorShape(int features) {
    this.features = features;
  }

  static StructType schema() {
    return new StructType()
        .add("label", DataTypes.DoubleType, false)
        .add("features", SQLDataTypes.VectorType(), false);
  }

  @Override
  public Row of(GeneratedRow row) {
    double[] values = Arrays.copyOf(row.values, row.count);
    Vector vector =
        row.count == features
            ? Vectors.dense(values)
            : Vectors.sparse(features, Arrays.copyOf(row.indices, row.count), values);
    return RowFactory.create(row.label, vector);
  }
}
