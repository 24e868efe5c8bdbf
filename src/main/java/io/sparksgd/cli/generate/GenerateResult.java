package io.sparksgd.cli.generate;

import java.util.OptionalInt;
import java.util.SortedMap;

/**
 * What was generated.
 *
 * @param out the written folder
 * @param rows number of rows
 * @param features number of features
 * @param classes number of classes; empty for a regression
 * @param best the metrics that the true model has in expectation, by name; no model can be better
 *     than this but by chance: {@code loss} always, {@code log-loss} and {@code accuracy} for
 *     classes, {@code rmse} for a regression
 */
public record GenerateResult(
    String out, long rows, int features, OptionalInt classes, SortedMap<String, Double> best) {

  /** The best loss in the meaning of the training: log-loss, or half the squared error. */
  public double bestLoss() {
    return best.get("loss");
  }
}
