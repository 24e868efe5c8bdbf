package io.sparksgd.ml;

import io.sparksgd.objective.Thresholds;
import io.sparksgd.spark.VectorScorer;
import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Scores rows inside a query, from their features or from raw predictions made before. */
final class Score implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What the functions are given. */
  enum Input {
    FEATURES,
    RAW
  }

  /** What they return. */
  enum Output {
    RAW,
    PROBABILITY,
    PREDICTION
  }

  private final VectorScorer scorer;
  private final Input input;

  /** Null when the largest margin decides. */
  private final double[] thresholds;

  Score(VectorScorer scorer, Input input, double[] thresholds) {
    this.scorer = scorer;
    this.input = input;
    this.thresholds = thresholds;
  }

  /**
   * Adds a column.
   *
   * @param schema has the added column, for its metadata
   */
  Dataset<Row> add(
      Dataset<Row> rows, Output output, String from, StructType schema, String column) {
    UserDefinedFunction function =
        switch (output) {
          case RAW -> functions.udf(new Raw(this), SQLDataTypes.VectorType());
          case PROBABILITY -> functions.udf(new Probability(this), SQLDataTypes.VectorType());
          case PREDICTION -> functions.udf(new Prediction(this), DataTypes.DoubleType);
        };
    return rows.withColumn(
        column,
        function.asNonNullable().apply(rows.col(quoted(from))),
        schema.apply(column).metadata());
  }

  private static String quoted(String name) {
    return "`" + name.replace("`", "``") + "`";
  }

  /** {@code [-m, m]} for one margin, the margins themselves for more. */
  static double[] widened(double[] raw) {
    return raw.length == 1 ? new double[] {-raw[0], raw[0]} : raw;
  }

  private double[] margins(Vector vector) {
    if (input == Input.FEATURES) {
      return scorer.raw(vector);
    }
    double[] widened = vector.toArray();
    return widened.length == 2 && scorer.outputs() == 1 ? new double[] {widened[1]} : widened;
  }

  /**
   * The class with the largest {@code probability / threshold}, the first of equals; without
   * thresholds what the model predicts.
   */
  double prediction(Vector vector) {
    double[] margins = margins(vector);
    if (thresholds == null) {
      return scorer.prediction(margins);
    }
    return Thresholds.largest(scorer.probability(margins), thresholds);
  }

  private static final class Raw implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;
    private final Score score;

    Raw(Score score) {
      this.score = score;
    }

    @Override
    public Vector call(Vector vector) {
      return Vectors.dense(widened(score.margins(vector)));
    }
  }

  private static final class Probability implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;
    private final Score score;

    Probability(Score score) {
      this.score = score;
    }

    @Override
    public Vector call(Vector vector) {
      return Vectors.dense(score.scorer.probability(score.margins(vector)));
    }
  }

  private static final class Prediction implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;
    private final Score score;

    Prediction(Score score) {
      this.score = score;
    }

    @Override
    public Double call(Vector vector) {
      return score.prediction(vector);
    }
  }
}
