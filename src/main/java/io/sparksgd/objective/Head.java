package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import java.io.Serializable;

/**
 * The last part of a model. It defines what the raw outputs of a row mean, their loss against its
 * label, and the prediction. It is immutable and thread-safe.
 */
interface Head extends Serializable {
  Objective.Task task();

  /** Number of raw outputs of a row. */
  int outputs();

  /** See {@link Objective#hasProbability}. */
  boolean hasProbability();

  /** See {@link Objective#invalidLabel}. */
  String invalidLabel(double label);

  /**
   * Turns the raw outputs of the selected rows {@code from} (inclusive) to {@code to} (exclusive)
   * into {@code weight * dloss / doutput} in place, and adds their losses and weights. A row of
   * weight 0 has factors 0 and no loss, also where its loss would be infinite.
   *
   * @param raw output k of the {@code (from + i)}-th selected row at {@code i * outputs + k}
   * @param sum its vector is not touched
   */
  void toFactors(
      RowBlock block, RowSelection rows, int from, int to, double[] raw, GradientSum sum);

  /** The loss of raw outputs against a label, without the row's weight. */
  double loss(double[] raw, double label);

  /** See {@link Objective#predict}. */
  double predict(double[] raw, double[] probability);
}
