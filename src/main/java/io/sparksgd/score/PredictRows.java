package io.sparksgd.score;

import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PublishedWeights;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import scala.Tuple2;

/** Scores a partition's rows, whose last column is the vector, some hundreds at a time. */
final class PredictRows implements FlatMapFunction<Iterator<Row>, Row> {
  private static final long serialVersionUID = 1L;
  private static final int CHUNK = 512;

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
    return new Scored(rows);
  }

  private final class Scored implements Iterator<Row> {
    private final Iterator<Row> source;
    private final BlockBuilder builder = new BlockBuilder();
    private Iterator<Row> ready = List.<Row>of().iterator();

    Scored(Iterator<Row> source) {
      this.source = source;
    }

    @Override
    public boolean hasNext() {
      return ready.hasNext() || source.hasNext();
    }

    @Override
    public Row next() {
      if (!ready.hasNext()) {
        if (!source.hasNext()) {
          throw new NoSuchElementException();
        }
        ready = score().iterator();
      }
      return ready.next();
    }

    private List<Row> score() {
      List<Row> chunk = new ArrayList<>();
      while (source.hasNext() && chunk.size() < CHUNK) {
        Row row = source.next();
        chunk.add(row);
        builder.startRow(0, 1);
        if (row.isNullAt(row.size() - 1)) {
          continue;
        }
        scala.collection.Iterator<Tuple2<Object, Object>> active =
            ((Vector) row.get(row.size() - 1)).activeIterator();
        while (active.hasNext()) {
          Tuple2<Object, Object> entry = active.next();
          builder.feature((Integer) entry._1(), (Double) entry._2());
        }
      }
      RowBlock block = builder.build();
      List<Row> scored = new ArrayList<>(chunk.size());
      for (int i = 0; i < chunk.size(); i++) {
        scored.add(score(block, i, chunk.get(i)));
      }
      return scored;
    }

    private Row score(RowBlock block, int index, Row row) {
      int more = objective.hasProbability() ? 1 : 0;
      Object[] cells = new Object[row.size() + more];
      for (int i = 0; i < row.size() - 1; i++) {
        cells[i] = row.get(i);
      }
      if (!row.isNullAt(row.size() - 1)) {
        addPrediction(block, index, cells, row.size() - 1);
      }
      return RowFactory.create(cells);
    }

    private void addPrediction(RowBlock block, int index, Object[] cells, int at) {
      double[] raw = new double[objective.outputs()];
      objective.raw(block, index, weights.values(), raw);
      double[] probability =
          objective.hasProbability() ? new double[Evaluator.classes(objective)] : null;
      double prediction = objective.predict(raw, probability);
      cells[at] = labels.length == 0 ? prediction : labels[(int) prediction];
      if (probability != null) {
        cells[at + 1] = probability;
      }
    }
  }
}
