package io.sparksgd.score;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.HeadedObjective;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Objective.Task;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises models that are finite, but come from a run that exploded. Their training loss is more
 * than a factor times the loss of the run's first weights and of weights that are all 0; no useful
 * model is so much worse than no training. For classes the factor is larger, because a row on the
 * wrong side has its whole margin as loss, in useful models too.
 */
public final class ExplodedModel {
  static final double FACTOR = 1e6;
  static final double FACTOR_OF_CLASSES = 1e12;

  private ExplodedModel() {}

  /**
   * Measures up to three losses on all the training rows, each with a Spark job.
   *
   * @param start the weights that the run began with
   * @return how the explosion shows; empty when the weights are fine
   */
  public static Optional<String> find(
      BlockSet rows, Objective objective, double[] weights, double[] start) {
    double loss = loss(rows, objective, weights);
    double usual = larger(loss(rows, objective, start), 0);
    if (objective instanceof HeadedObjective) {
      usual = larger(usual, loss(rows, objective, new double[weights.length]));
    }
    double factor = objective.task() == Task.REGRESSION ? FACTOR : FACTOR_OF_CLASSES;
    if (loss <= factor * (usual > 0 ? usual : 1)) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "the training loss of the last weights is %.4g, that of the first ones %.4g",
            loss,
            usual));
  }

  /** The larger magnitude of two losses; a loss that is not finite is ignored. */
  private static double larger(double a, double b) {
    if (!Double.isFinite(a)) {
      return Math.abs(b);
    }
    return Double.isFinite(b) ? Math.max(Math.abs(a), Math.abs(b)) : Math.abs(a);
  }

  private static double loss(BlockSet rows, Objective objective, double[] weights) {
    return Evaluator.evaluate(rows, objective, weights, Set.of(Metric.LOSS))
        .values()
        .getOrDefault(Metric.LOSS, Double.NaN);
  }
}
