package io.sparksgd.search;

import io.sparksgd.objective.Objective;
import io.sparksgd.task.LocalRound;

/**
 * What the search has to know of the rows and the model.
 *
 * @param objective the model and its loss
 * @param rows training rows of the run
 * @param partitions of the run
 * @param storedValues stored feature values of a row, on average
 * @param labelDeviation standard deviation of the labels
 */
record SearchFacts(
    Objective objective, long rows, int partitions, double storedValues, double labelDeviation) {
  /** From this many features on, steps that visit all parameters cost too much. */
  private static final int WIDE = 1 << 14;

  private static final double GRADIENT = 2;
  private static final double UPDATE = 8;

  /** Parameters that are far apart in memory cost more. */
  private static final double UPDATE_TOUCHED = 16;

  private static final int ROWS_OF_PARAMETER = 4;

  /** Whether rows touch so few of many parameters that only they should be visited. */
  boolean isWide() {
    int features = objective.layout().groups().get(0).rows();
    return features >= WIDE && storedValues * LocalRound.TOUCHED_FROM < features;
  }

  /**
   * Multiplications that a training row takes, with its share of the update.
   *
   * @param rowsPerUpdate rows of an update of one partition
   * @param touched whether an update visits the parameters of its rows' features only
   */
  double rowCost(double rowsPerUpdate, boolean touched) {
    int columns = objective.layout().groups().get(0).columns();
    int parameters = objective.layout().size();
    int first = objective.layout().groups().get(0).size();
    double own = storedValues * columns;
    double update = touched ? UPDATE_TOUCHED * own : UPDATE * parameters / rowsPerUpdate;
    return GRADIENT * (own + parameters - first) + update;
  }

  /** Rows that an average parameter needs before pairs of features show anything. */
  int rowsOfPairs() {
    return (int) Math.min(1 << 24, (long) ROWS_OF_PARAMETER * objective.layout().size());
  }
}
