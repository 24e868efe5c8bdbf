package io.sparksgd.monitor;

/**
 * The loss, the gradient or the weights are no longer finite, or the loss explodes; the message is
 * for users.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final double learningRate;
  private final String what;

  DivergedException(long step, double learningRate, String what) {
    this(
        step,
        learningRate,
        what,
        "try a lower optimizer.learning-rate, a warmup, optimizer.clip-norm or"
            + " guard.on-divergence: roll-back");
  }

  private DivergedException(long step, double learningRate, String what, String advice) {
    super(
        "Diverged at step "
            + step
            + ": "
            + what
            + " (learning rate "
            + Text.number(learningRate)
            + "; "
            + advice
            + ").");
    this.step = step;
    this.learningRate = learningRate;
    this.what = what;
  }

  /** The divergence that is one too many for a policy that has survived others. */
  public DivergedException tooMany(OnDivergence policy, long others) {
    String survived =
        others
            + (policy == OnDivergence.SKIP ? " skipped batch" : " return")
            + (others == 1 ? "" : policy == OnDivergence.SKIP ? "es" : "s")
            + (policy == OnDivergence.SKIP ? "" : " to an earlier state");
    return new DivergedException(
        step,
        learningRate,
        what,
        "after "
            + survived
            + ", which guard.max-times allows; try a lower optimizer.learning-rate");
  }

  /** What is wrong, without where and what to do. */
  public String what() {
    return what;
  }
}
