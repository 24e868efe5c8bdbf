package io.sparksgd.ml;

import java.util.List;
import org.apache.spark.ml.linalg.DenseMatrix;
import org.apache.spark.ml.linalg.Matrix;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The weights of least {@code sum_i c_i max(0, 1 - y_i (x_i w + b)) + regParam / 2 |s w|^2}, with c
 * the rows' shares of the weight and s the scales of a {@link PenalisedObjective}, to rounding.
 *
 * <p>With {@code z = x / s} the dual is {@code max sum_i y_i a_i - regParam / 2 |v|^2} where {@code
 * v = sum_i a_i z_i / regParam}, {@code 0 <= y_i a_i <= c_i} and, with an intercept, {@code sum_i
 * a_i = 0}. Pairs of a that violate its conditions most are moved (Fan, Chen, Lin: Working Set
 * Selection Using Second Order Information, 2005), or each by itself when there is no intercept.
 * Any value of the dual is a lower bound of the objective of all weights: {@link #bound} proves how
 * good weights are, whatever found them.
 */
final class HingeOptimum {
  private static final double TOLERANCE = 1e-12;
  private static final int MOST_MOVES = 200_000;

  private final double regParam;
  private final double[][] z;
  private final double[] y;
  private final double[] low;
  private final double[] high;
  private final double[] scales;
  private final double[] a;
  private final double[] v;

  /** The intercepts with which rows have a margin of 1. */
  private final double[] level;

  private final double intercept;

  HingeOptimum(
      Dataset<Row> data, PenalisedObjective objective, double regParam, boolean fitIntercept) {
    List<Row> rows = data.select("label", "features", "weight").collectAsList();
    int features = ((Vector) rows.get(0).get(1)).size();
    this.regParam = regParam;
    z = new double[rows.size()][features];
    y = new double[rows.size()];
    low = new double[rows.size()];
    high = new double[rows.size()];
    a = new double[rows.size()];
    level = new double[rows.size()];
    v = new double[features];
    scales = new double[features];
    double weights = rows.stream().mapToDouble(row -> row.getDouble(2)).sum();
    for (int j = 0; j < features; j++) {
      scales[j] = objective.scale(j);
    }
    for (int i = 0; i < y.length; i++) {
      y[i] = 2 * rows.get(i).getDouble(0) - 1;
      low[i] = Math.min(0, y[i] * rows.get(i).getDouble(2) / weights);
      high[i] = Math.max(0, y[i] * rows.get(i).getDouble(2) / weights);
      for (int j = 0; j < features; j++) {
        z[i][j] = ((Vector) rows.get(i).get(1)).apply(j) / scales[j];
      }
    }
    int moves = 0;
    while (fitIntercept ? movePair() : moveEach()) {
      if (++moves > MOST_MOVES) {
        throw new IllegalStateException("Invalid data: no optimum after " + moves + " moves");
      }
    }
    intercept = fitIntercept ? level[highest()] : 0;
  }

  Matrix coefficients() {
    double[] coefficients = new double[v.length];
    for (int j = 0; j < v.length; j++) {
      coefficients[j] = v[j] / scales[j];
    }
    return new DenseMatrix(1, v.length, coefficients);
  }

  double intercept() {
    return intercept;
  }

  /** No weights have a lower objective. */
  double bound() {
    double bound = -regParam / 2 * dot(v, v);
    for (int i = 0; i < a.length; i++) {
      bound += y[i] * a[i];
    }
    return bound;
  }

  /** Moves the two that promise most; false when all conditions hold. */
  private boolean movePair() {
    for (int i = 0; i < a.length; i++) {
      level[i] = y[i] - dot(v, z[i]);
    }
    int up = highest();
    int down = -1;
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = level[up] - level[i];
      if (a[i] > low[i] && difference > TOLERANCE) {
        double promise = difference * difference / distance(z[up], z[i]);
        if (promise > most) {
          most = promise;
          down = i;
        }
      }
    }
    if (down < 0) {
      return false;
    }
    double best = regParam * (level[up] - level[down]) / distance(z[up], z[down]);
    double step = Math.min(best, Math.min(high[up] - a[up], a[down] - low[down]));
    move(up, step);
    move(down, -step);
    return true;
  }

  /** The row of the highest level that can move up. */
  private int highest() {
    int up = -1;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < high[i] && (up < 0 || level[i] > level[up])) {
        up = i;
      }
    }
    return up;
  }

  /** Moves each to its best value; false when none had to go far. */
  private boolean moveEach() {
    double farthest = 0;
    for (int i = 0; i < a.length; i++) {
      double before = a[i];
      move(i, regParam * (y[i] - dot(v, z[i])) / dot(z[i], z[i]));
      farthest = Math.max(farthest, Math.abs(a[i] - before));
    }
    return farthest > TOLERANCE / a.length;
  }

  private void move(int i, double step) {
    double before = a[i];
    a[i] = Math.max(low[i], Math.min(high[i], before + step));
    for (int j = 0; j < v.length; j++) {
      v[j] += (a[i] - before) * z[i][j] / regParam;
    }
  }

  private static double dot(double[] left, double[] right) {
    double dot = 0;
    for (int j = 0; j < left.length; j++) {
      dot += left[j] * right[j];
    }
    return dot;
  }

  private static double distance(double[] left, double[] right) {
    double squares = 0;
    for (int j = 0; j < left.length; j++) {
      squares += (left[j] - right[j]) * (left[j] - right[j]);
    }
    return squares;
  }
}
