package io.sparksgd.ml;

import java.util.List;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The objective of Spark ML's documentation in plain loops: {@code sum_i w_i l_i / sum_i w_i +
 * regParam ((1 - a) / 2 |s w|^2 + a |s w|_1)}, with s the features' deviations or ones.
 */
final class PenalisedObjective {
  private final List<Row> rows;
  private final String loss;
  private final double[] scales;
  private final double regParam;
  private final double elasticNet;

  PenalisedObjective(
      Dataset<Row> data, String loss, boolean standardized, double regParam, double elasticNet) {
    this.rows = data.select("label", "features", "weight").collectAsList();
    this.loss = loss;
    this.regParam = regParam;
    this.elasticNet = elasticNet;
    int features = ((Vector) rows.get(0).get(1)).size();
    scales = new double[features];
    for (int j = 0; j < features; j++) {
      int feature = j;
      scales[j] = standardized ? deviation(row -> ((Vector) row.get(1)).apply(feature)) : 1;
    }
  }

  interface Value {
    double of(Row row);
  }

  /** The weighted unbiased standard deviation of a value. */
  private double deviation(Value value) {
    return deviation(rows, value);
  }

  static double deviation(List<Row> rows, Value value) {
    double weights = 0;
    double squares = 0;
    double sum = 0;
    for (Row row : rows) {
      weights += row.getDouble(2);
      squares += row.getDouble(2) * row.getDouble(2);
      sum += row.getDouble(2) * value.of(row);
    }
    double mean = sum / weights;
    double distances = 0;
    for (Row row : rows) {
      distances += row.getDouble(2) * Math.pow(value.of(row) - mean, 2);
    }
    return Math.sqrt(distances / (weights - squares / weights));
  }

  /** What the penalty multiplies the coefficient of a feature with. */
  double scale(int feature) {
    return scales[feature];
  }

  /** The objective of a matrix with a row for each margin. */
  double at(Matrix coefficients, double[] intercepts) {
    double weights = 0;
    double total = 0;
    for (Row row : rows) {
      Vector x = (Vector) row.get(1);
      double[] margins = coefficients.multiply(x).toArray();
      for (int k = 0; k < margins.length; k++) {
        margins[k] += intercepts[k];
      }
      weights += row.getDouble(2);
      total += row.getDouble(2) * loss(margins, row.getDouble(0));
    }
    double penalty = 0;
    for (int k = 0; k < coefficients.numRows(); k++) {
      for (int j = 0; j < coefficients.numCols(); j++) {
        double w = coefficients.apply(k, j) * scales[j];
        penalty += (1 - elasticNet) / 2 * w * w + elasticNet * Math.abs(w);
      }
    }
    return total / weights + regParam * penalty;
  }

  private double loss(double[] margins, double label) {
    double m = margins[0];
    return switch (loss) {
      case "logistic" -> Math.log1p(Math.exp(label == 1 ? -m : m));
      case "hinge" -> Math.max(0, 1 - (2 * label - 1) * m);
      case "linear" -> (m - label) * (m - label) / 2;
      default -> {
        double sum = 0;
        for (double margin : margins) {
          sum += Math.exp(margin);
        }
        yield Math.log(sum) - margins[(int) label];
      }
    };
  }
}
