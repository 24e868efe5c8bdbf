package io.sparksgd.objective;

/** The settings of a model; {@link #build} makes its objective once the data is known. */
public sealed interface ModelSpec {

  /** Whether the model has an intercept. */
  enum Intercept {
    FITTED,
    NONE
  }

  /**
   * Makes the objective.
   *
   * @param features number of features, at least 1
   * @param classes number of classes; only softmax reads it
   */
  default Objective build(int features, int classes, Intercept intercept) {
    throw new UnsupportedOperationException("to be written");
  }

  /** Least squares: {@code (m - y)^2 / 2}. */
  record Linear() implements ModelSpec {}

  /** Two classes: {@code log(1 + exp(-m))} for label 1, {@code log(1 + exp(m))} for label 0. */
  record Logistic() implements ModelSpec {}

  /** k classes: {@code logSumExp(m) - m[y]}. */
  record Softmax() implements ModelSpec {}

  /** Linear support vector machine: {@code max(0, 1 - (2y - 1) m)}. */
  record Hinge() implements ModelSpec {}

  /**
   * {@code e^2 / 2} for {@code |e| <= delta}, then {@code delta (|e| - delta / 2)}; {@code e = m -
   * y}.
   */
  record Huber(double delta) implements ModelSpec {}

  /**
   * Pinball loss: {@code quantile * e} for {@code e = y - m >= 0}, {@code (quantile - 1) e} below.
   */
  record Quantile(double quantile) implements ModelSpec {}

  /** Counts: {@code exp(m) - y m}; predicts {@code exp(m)}. */
  record Poisson() implements ModelSpec {}
}
