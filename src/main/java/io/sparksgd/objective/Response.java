package io.sparksgd.objective;

import io.sparksgd.math.Scalars;

/** The meaning of the only raw output of a row: the allowed labels, and the prediction. */
enum Response {
  /** The predicted number. */
  NUMBER(Objective.Task.REGRESSION),
  /** The logarithm of the expected count. */
  LOG_COUNT(Objective.Task.REGRESSION),
  /** The logarithm of the odds of class 1. */
  LOG_ODDS(Objective.Task.BINARY),
  /** A score that is positive for class 1. */
  SCORE(Objective.Task.BINARY);

  private final Objective.Task task;

  Response(Objective.Task task) {
    this.task = task;
  }

  Objective.Task task() {
    return task;
  }

  boolean hasProbability() {
    return this == LOG_ODDS;
  }

  /** See {@link Objective#invalidLabel}. */
  String invalidLabel(double label) {
    String invalid = Labels.invalid(label, task, 1);
    return invalid == null && this == LOG_COUNT && label < 0
        ? Labels.invalid(label, "0 or more")
        : invalid;
  }

  /** See {@link Objective#predict}. */
  double predict(double margin, double[] probability) {
    if (this == LOG_ODDS && probability != null) {
      probability[0] = Scalars.sigmoid(-margin);
      probability[1] = Scalars.sigmoid(margin);
    }
    return switch (this) {
      case NUMBER -> margin;
      case LOG_COUNT -> Math.exp(margin);
      case LOG_ODDS, SCORE -> margin > 0 ? 1 : 0;
    };
  }
}
