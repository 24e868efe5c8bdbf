package io.sparksgd.monitor;

import io.sparksgd.message.Message;
import io.sparksgd.message.Worded;
import io.sparksgd.message.Wording;

/**
 * Says that the loss, the gradient or the weights are no longer finite, or that the loss explodes.
 * The message is for users.
 */
public final class DivergedException extends RuntimeException implements Worded {
  private static final long serialVersionUID = 1L;

  private final long step;
  private final double learningRate;
  private final String what;
  private final Message message;

  DivergedException(long step, double learningRate, String what) {
    this(
        step,
        learningRate,
        what,
        words ->
            "try a lower "
                + words.name("optimizer.learning-rate")
                + ", a warmup, "
                + words.name("optimizer.clip-norm")
                + " or "
                + words.set("guard.on-divergence", "roll-back"));
  }

  private DivergedException(long step, double learningRate, String what, Message advice) {
    super(text(step, learningRate, what, advice.in(Wording.JOB_FILE)));
    this.step = step;
    this.learningRate = learningRate;
    this.what = what;
    this.message = words -> text(step, learningRate, what, advice.in(words));
  }

  private static String text(long step, double learningRate, String what, String advice) {
    return "Diverged at step "
        + step
        + ": "
        + what
        + " (learning rate "
        + Text.number(learningRate)
        + "; "
        + advice
        + ").";
  }

  /** The divergence of a run that made all its steps, and whose loss exploded. */
  public static DivergedException atEnd(long step, double learningRate, String what) {
    return new DivergedException(step, learningRate, what);
  }

  /** The divergence that exceeds the number that the policy allows. */
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
        words ->
            "after "
                + survived
                + ", which "
                + words.name("guard.max-times")
                + " allows; try a lower "
                + words.name("optimizer.learning-rate"));
  }

  @Override
  public Message worded() {
    return message;
  }

  /** The fault alone, without the step and the advice. */
  public String what() {
    return what;
  }
}
