package io.sparksgd.monitor;

/** Ends a run as soon as its numbers are no longer finite. */
public final class DivergenceGuard {

  /**
   * Looks at a step before its update.
   *
   * @throws DivergedException if the loss or the gradient's norm is infinite or NaN
   */
  public void check(long step, double learningRate, double loss, double gradientNorm) {
    if (!Double.isFinite(loss)) {
      throw diverged(step, learningRate, "the loss is " + loss);
    }
    if (!Double.isFinite(gradientNorm)) {
      throw diverged(step, learningRate, "the norm of the gradient is " + gradientNorm);
    }
  }

  /**
   * Looks at the weights after an update.
   *
   * @throws DivergedException if one of them is infinite or NaN
   */
  public void checkWeights(long step, double learningRate, double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!Double.isFinite(weights[i])) {
        throw diverged(step, learningRate, "weight " + i + " is " + weights[i]);
      }
    }
  }

  private static DivergedException diverged(long step, double learningRate, String what) {
    return new DivergedException(
        "Diverged at step "
            + step
            + ": "
            + what
            + " (learning rate "
            + Text.number(learningRate)
            + "; try a lower optimizer.learning-rate, a warmup or optimizer.clip-norm).");
  }
}
