package io.sparksgd.ml;

import io.sparksgd.input.format.HandleInvalid;
import io.sparksgd.objective.Thresholds;
import io.sparksgd.score.VectorScorer;
import java.io.Serializable;
import java.util.Optional;
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

  private final HandleInvalid invalid;

  Score(VectorScorer scorer, Input input, double[] thresholds, HandleInvalid invalid) {
    this.scorer = scorer;
    this.input = input;
    this.thresholds = thresholds;
    this.invalid = invalid;
  }

  /** Leaves out rows whose features cannot be used, where that is the rule. */
  static Dataset<Row> valid(Dataset<Row> rows, String features, HandleInvalid rule) {
    return rule == HandleInvalid.SKIP
        ? rows.filter(
            functions
                .udf(new Valid(), DataTypes.BooleanType)
                .apply(rows.col(Columns.quoted(features))))
        : rows;
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
          case RAW -> functions.udf(new Raw(this, from), SQLDataTypes.VectorType());
          case PROBABILITY -> functions.udf(new Probability(this, from), SQLDataTypes.VectorType());
          case PREDICTION -> functions.udf(new Prediction(this, from), DataTypes.DoubleType);
        };
    return rows.withColumn(
        column,
        (invalid == HandleInvalid.KEEP ? function : function.asNonNullable())
            .apply(rows.col(Columns.quoted(from))),
        schema.apply(column).metadata());
  }

  /**
   * Whether a row has a result.
   *
   * @param column of the vector
   * @throws IllegalArgumentException if it has none, and that is an error
   */
  private boolean hasResult(Vector vector, String column) {
    if (input == Input.RAW && invalid == HandleInvalid.KEEP) {
      return vector != null;
    }
    Optional<String> wrong =
        input == Input.FEATURES ? VectorScorer.invalid(vector) : Optional.empty();
    if (wrong.isPresent() && invalid == HandleInvalid.ERROR) {
      throw new IllegalArgumentException(
          "Invalid features in column "
              + column
              + ": "
              + wrong.get()
              + " (allowed: vectors of finite numbers; handleInvalid skip leaves the row out, keep"
              + " keeps it without a prediction)");
    }
    return wrong.isEmpty();
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
   * The label of the class with the largest {@code probability / threshold}, the first of equals;
   * without thresholds what the model predicts.
   */
  double prediction(Vector vector) {
    double[] margins = margins(vector);
    if (thresholds == null) {
      return scorer.prediction(margins);
    }
    return scorer.label(Thresholds.largest(scorer.probability(margins), thresholds));
  }

  private static final class Raw implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;
    private final Score score;
    private final String column;

    Raw(Score score, String column) {
      this.score = score;
      this.column = column;
    }

    @Override
    public Vector call(Vector vector) {
      return score.hasResult(vector, column) ? Vectors.dense(widened(score.margins(vector))) : null;
    }
  }

  private static final class Probability implements UDF1<Vector, Vector> {
    private static final long serialVersionUID = 1L;
    private final Score score;
    private final String column;

    Probability(Score score, String column) {
      this.score = score;
      this.column = column;
    }

    @Override
    public Vector call(Vector vector) {
      return score.hasResult(vector, column)
          ? Vectors.dense(score.scorer.probability(score.margins(vector)))
          : null;
    }
  }

  private static final class Prediction implements UDF1<Vector, Double> {
    private static final long serialVersionUID = 1L;
    private final Score score;
    private final String column;

    Prediction(Score score, String column) {
      this.score = score;
      this.column = column;
    }

    @Override
    public Double call(Vector vector) {
      return score.hasResult(vector, column) ? score.prediction(vector) : null;
    }
  }

  private static final class Valid implements UDF1<Vector, Boolean> {
    private static final long serialVersionUID = 1L;

    @Override
    public Boolean call(Vector vector) {
      return VectorScorer.invalid(vector).isEmpty();
    }
  }
}
