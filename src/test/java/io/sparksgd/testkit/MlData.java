package io.sparksgd.testkit;

import io.sparksgd.math.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Small data sets for the tests of estimators: label, features, weight, validation, id. */
public final class MlData {
  private static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType, false)
          .add("label", DataTypes.DoubleType, false)
          .add("features", SQLDataTypes.VectorType(), false)
          .add("weight", DataTypes.DoubleType, false)
          .add("validation", DataTypes.BooleanType, false);

  private MlData() {}

  private interface Labelling {
    double label(double[] x, double noise);
  }

  /** Two classes that overlap; features of different scales, one of every ten rows to validate. */
  public static Dataset<Row> twoClasses(int rows) {
    return rows(rows, 3, (x, noise) -> x[0] - x[1] / 3 + 0.5 + noise > 0 ? 1 : 0);
  }

  /** Two classes that overlap, by all the features. */
  public static Dataset<Row> twoClassesByAll(int rows) {
    return rows(rows, 3, (x, noise) -> x[0] - x[1] / 3 + 0.7 * x[2] + 0.5 + noise > 0 ? 1 : 0);
  }

  /** Three classes that overlap. */
  public static Dataset<Row> threeClasses(int rows) {
    return rows(
        rows,
        3,
        (x, noise) -> {
          double position = x[0] + x[1] / 3 + noise;
          return position < -0.7 ? 0 : position < 0.7 ? 1 : 2;
        });
  }

  /** Numbers that are linear in the features, with noise. */
  public static Dataset<Row> numbers(int rows) {
    return rows(rows, 3, (x, noise) -> 2 * x[0] - x[1] + 0.5 * x[2] + 3 + 0.3 * noise);
  }

  /** Counts. */
  public static Dataset<Row> counts(int rows) {
    return rows(rows, 3, (x, noise) -> Math.floor(Math.exp(0.5 * x[0] + 1 + 0.3 * noise)));
  }

  private static Dataset<Row> rows(int rows, int features, Labelling labelling) {
    List<Row> list = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      double[] x = new double[features];
      for (int j = 0; j < features; j++) {
        x[j] = CounterRandom.gaussian(7, i, j) * (j == 1 ? 3 : 1) + (j == 2 ? 0.5 : 0);
      }
      double label = labelling.label(x, CounterRandom.gaussian(7, i, features));
      double weight = 0.5 + CounterRandom.uniform(7, i, features + 1);
      list.add(RowFactory.create((long) i, label, Vectors.dense(x), weight, i % 10 == 3));
    }
    return SharedSpark.session().createDataFrame(list, SCHEMA);
  }

  /** The share of rows whose prediction is the label. */
  public static double accuracy(Dataset<Row> predicted) {
    return (double) predicted.filter("prediction = label").count() / predicted.count();
  }

  /** A column of doubles in the order of the ids. */
  public static List<Double> doubles(Dataset<Row> rows, String column) {
    return rows.orderBy("id").select(column).collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  /** A column of vectors in the order of the ids. */
  public static List<Vector> vectors(Dataset<Row> rows, String column) {
    return rows.orderBy("id").select(column).collectAsList().stream()
        .map(row -> (Vector) row.get(0))
        .toList();
  }
}
