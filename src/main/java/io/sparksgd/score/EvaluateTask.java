package io.sparksgd.score;

import io.sparksgd.data.BlockPartition;
import io.sparksgd.data.RowBlock;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.MetricSums;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PublishedWeights;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.Set;
import org.apache.spark.TaskContext;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/** A partition's work in an evaluation: adds the metrics of all its rows. */
final class EvaluateTask
    extends AbstractFunction2<TaskContext, Iterator<BlockPartition>, MetricSums>
    implements Serializable {
  private static final long serialVersionUID = 1L;

  private final Objective objective;
  private final EnumSet<Metric> metrics;
  private final PublishedWeights weights;

  EvaluateTask(Objective objective, Set<Metric> metrics, PublishedWeights weights) {
    this.objective = objective;
    this.metrics = EnumSet.copyOf(metrics);
    this.weights = weights;
  }

  @Override
  public MetricSums apply(TaskContext task, Iterator<BlockPartition> rows) {
    BlockPartition partition = rows.next();
    MetricSums sums = MetricSums.of(metrics, Evaluator.classes(objective));
    double[] parameters = weights.values();
    double[] raw = new double[objective.outputs()];
    double[] probability =
        objective.hasProbability() ? new double[Evaluator.classes(objective)] : null;
    for (int b = 0; b < partition.blocks(); b++) {
      RowBlock block = partition.block(b);
      for (int row = 0; row < block.rows(); row++) {
        objective.raw(block, row, parameters, raw);
        double prediction = objective.predict(raw, probability);
        double label = block.label(row);
        double loss = objective.loss(raw, label);
        sums.add(block.weight(row), label, loss, prediction, raw[0], probability);
      }
    }
    sums.compact();
    return sums;
  }
}
