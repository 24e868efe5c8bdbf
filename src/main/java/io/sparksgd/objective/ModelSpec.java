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
   * @param classes number of classes; only softmax reads it, and needs at least 2
   */
  Objective build(int features, int classes, Intercept intercept);

  /** Least squares: {@code (m - y)^2 / 2}. */
  record Linear() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new SquaredLoss(), Response.NUMBER);
    }
  }

  /** Two classes: {@code log(1 + exp(-m))} for label 1, {@code log(1 + exp(m))} for label 0. */
  record Logistic() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new LogisticLoss(), Response.LOG_ODDS);
    }
  }

  /** k classes: {@code logSumExp(m) - m[y]}. */
  record Softmax() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new SoftmaxObjective(features, classes, intercept);
    }
  }

  /** Linear support vector machine: {@code max(0, 1 - (2y - 1) m)}. */
  record Hinge() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new HingeLoss(), Response.SCORE);
    }
  }

  /**
   * {@code e^2 / 2} for {@code |e| <= delta}, then {@code delta (|e| - delta / 2)}; {@code e = m -
   * y}.
   */
  record Huber(double delta) implements ModelSpec {
    public Huber {
      if (!(delta > 0) || Double.isInfinite(delta)) {
        throw new IllegalArgumentException(
            "Invalid delta: " + delta + " (allowed: finite numbers above 0)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new HuberLoss(delta), Response.NUMBER);
    }
  }

  /**
   * Pinball loss: {@code quantile * e} for {@code e = y - m >= 0}, {@code (quantile - 1) e} below.
   */
  record Quantile(double quantile) implements ModelSpec {
    public Quantile {
      if (!(quantile > 0 && quantile < 1)) {
        throw new IllegalArgumentException(
            "Invalid quantile: " + quantile + " (allowed: between 0 and 1, exclusive)");
      }
    }

    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new QuantileLoss(quantile), Response.NUMBER);
    }
  }

  /**
   * Counts: {@code exp(m) - y m}; predicts {@code exp(m)}, which is infinite from margins of about
   * 709.8.
   */
  record Poisson() implements ModelSpec {
    @Override
    public Objective build(int features, int classes, Intercept intercept) {
      return new LinearObjective(features, intercept, new PoissonLoss(), Response.LOG_COUNT);
    }
  }
}
