package io.sparksgd.score;

import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PublishedWeights;
import java.util.Iterator;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Scores a partition's rows, whose last column is the vector, each by itself. */
final class PredictRows implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final PublishedWeights weights;

  /** The label of each class; empty when that is its number. */
  private final double[] labels;

  PredictRows(Objective objective, PublishedWeights weights, double... labels) {
    this.labels = labels;
    this.objective = objective;
    this.weights = weights;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        return scored(rows.next());
      }
    };
  }

  private Row scored(Row row) {
    int at = row.size() - 1;
    Object[] cells = new Object[row.size() + (objective.hasProbability() ? 1 : 0)];
    for (int i = 0; i < at; i++) {
      cells[i] = row.get(i);
    }
    if (!row.isNullAt(at)) {
      addPrediction((Vector) row.get(at), cells, at);
    }
    return RowFactory.create(cells);
  }

  private void addPrediction(Vector vector, Object[] cells, int at) {
    double[] raw = new double[objective.outputs()];
    objective.raw(VectorRow.of(vector), 0, weights.values(), raw);
    double[] probability =
        objective.hasProbability() ? new double[Evaluator.classes(objective)] : null;
    double prediction = objective.predict(raw, probability);
    cells[at] = labels.length == 0 ? prediction : labels[(int) prediction];
    if (probability != null) {
      cells[at + 1] = probability;
    }
  }
}
