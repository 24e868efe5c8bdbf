package io.sparksgd.score;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Metric;
import io.sparksgd.monitor.MetricSums;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.PartitionJob;
import io.sparksgd.spark.PublishedWeights;
import java.util.EnumSet;
import java.util.Set;

/** Measures a model on labelled rows: exact metrics over all of them, from sums of partitions. */
public final class Evaluator {
  private Evaluator() {}

  /** The metrics that apply to an objective. */
  public static Set<Metric> applicable(Objective objective) {
    EnumSet<Metric> metrics =
        switch (objective.task()) {
          case BINARY -> EnumSet.of(Metric.LOSS, Metric.ACCURACY, Metric.AUC, Metric.F1);
          case MULTICLASS -> EnumSet.of(Metric.LOSS, Metric.ACCURACY, Metric.F1);
          case REGRESSION -> EnumSet.of(Metric.LOSS, Metric.RMSE, Metric.MAE, Metric.R2);
        };
    if (objective.hasProbability()) {
      metrics.add(Metric.LOG_LOSS);
    }
    return metrics;
  }

  /** Evaluates all the rows with one Spark job; sums are added in the order of the partitions. */
  public static MetricSums evaluate(
      BlockSet rows, Objective objective, double[] weights, Set<Metric> metrics) {
    try (PublishedWeights published = PublishedWeights.of(rows.rdd().context(), weights)) {
      EvaluateTask task = new EvaluateTask(objective, metrics, published);
      MetricSums sums = MetricSums.of(EnumSet.copyOf(metrics), classes(objective));
      for (MetricSums part : PartitionJob.run(rows.rdd(), task, MetricSums.class)) {
        sums.add(part);
      }
      return sums;
    }
  }

  /** Number of classes; 0 for a regression. */
  static int classes(Objective objective) {
    return switch (objective.task()) {
      case BINARY -> 2;
      case MULTICLASS -> objective.outputs();
      case REGRESSION -> 0;
    };
  }
}
