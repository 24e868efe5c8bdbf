package io.sparksgd.monitor;

import java.util.Locale;

/** The metrics of a model on labelled rows. */
public enum Metric {
  /** The mean loss that the model minimises, without penalty. */
  LOSS(Direction.LOWER),
  /** Mean negative log-likelihood of the true class. */
  LOG_LOSS(Direction.LOWER),
  /** Share of rows whose class is predicted. */
  ACCURACY(Direction.HIGHER),
  /** Area under the ROC curve; ties count half. Two classes only. */
  AUC(Direction.HIGHER),
  /**
   * Harmonic mean of precision and recall, {@code 2 hits / (labels + predictions)}: of class 1 for
   * two classes; for more the macro average, the unweighted mean over the classes that occur as
   * labels or predictions.
   */
  F1(Direction.HIGHER),
  /** Root of the mean squared error. */
  RMSE(Direction.LOWER),
  /** Mean absolute error. */
  MAE(Direction.LOWER),
  /** {@code 1 - squared error / variance of the labels}. */
  R2(Direction.HIGHER);

  /** Which values are better. */
  public enum Direction {
    LOWER,
    HIGHER
  }

  private final Direction direction;

  Metric(Direction direction) {
    this.direction = direction;
  }

  /** Which values are better. */
  public Direction direction() {
    return direction;
  }

  /** Whether {@code candidate} is better than {@code incumbent}; NaN is never better. */
  public boolean isBetter(double candidate, double incumbent) {
    return direction == Direction.LOWER ? candidate < incumbent : candidate > incumbent;
  }

  /** The name in job files and outputs: lower case with hyphens, such as {@code log-loss}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The metric of that name, or null. */
  public static Metric of(String key) {
    for (Metric metric : values()) {
      if (metric.key().equals(key)) {
        return metric;
      }
    }
    return null;
  }
}
