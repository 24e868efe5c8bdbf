package io.sparksgd.schedule;

import java.util.Objects;

/**
 * Reduces the learning rate when a metric stops getting better, as PyTorch's ReduceLROnPlateau: for
 * each observation first "is it better than the best?", then the cooldown, then a reduction when
 * more than {@code patience} observations in a row were bad. A NaN is bad. A relative threshold is
 * a share of the best value's magnitude, which PyTorch's is for positive values only. It multiplies
 * whatever schedule it stands on, and so has no use for PyTorch's {@code eps}, which ignores
 * reductions of a rate by less than 1e-8. Not thread-safe.
 */
public final class ReduceOnPlateau {
  /** Which values of the metric are better. */
  public enum Mode {
    LOWER_IS_BETTER,
    HIGHER_IS_BETTER
  }

  private final Mode mode;
  private final PlateauSettings settings;
  private double best;
  private int bad;
  private int cooldown;
  private int reductions;

  public ReduceOnPlateau(Mode mode, PlateauSettings settings) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.settings = settings;
    this.best = mode == Mode.LOWER_IS_BETTER ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** Takes an observation of the metric in. */
  public void observe(double metric) {
    if (isBetter(metric)) {
      best = metric;
      bad = 0;
    } else {
      bad++;
    }
    if (cooldown > 0) {
      cooldown--;
      bad = 0;
    }
    if (bad > settings.patience()) {
      reductions++;
      cooldown = settings.cooldown();
      bad = 0;
    }
  }

  /**
   * The learning rate to use in place of a scheduled one: {@code scheduled * factor^reductions},
   * not below the minimum (nor raised to it when the schedule itself is below).
   */
  public double apply(double scheduled) {
    double reduced = scheduled * Math.pow(settings.factor(), reductions);
    return Math.max(reduced, Math.min(settings.minimum(), scheduled));
  }

  /** Reductions so far. */
  public int reductions() {
    return reductions;
  }

  private boolean isBetter(double metric) {
    if (Double.isInfinite(best)) {
      // No best yet: a share of infinity is no threshold.
      return mode == Mode.LOWER_IS_BETTER ? metric < best : metric > best;
    }
    double towards = mode == Mode.LOWER_IS_BETTER ? -settings.threshold() : settings.threshold();
    double needed =
        switch (settings.thresholdMode()) {
          // best + |best| * towards, with the bits of PyTorch's formula for a positive best.
          case RELATIVE -> best * (1 + Math.signum(best) * towards);
          case PYTORCH_RELATIVE -> best * (1 + towards);
          case ABSOLUTE -> best + towards;
        };
    return mode == Mode.LOWER_IS_BETTER ? metric < needed : metric > needed;
  }

  /** The state that decides later answers, for a saved run. */
  public double[] state() {
    return new double[] {best, bad, cooldown, reductions};
  }

  /**
   * Continues from a state.
   *
   * @throws IllegalArgumentException if it is none
   */
  public void restore(double[] state) {
    if (state.length != 4) {
      throw new IllegalArgumentException(
          "Invalid plateau state: " + state.length + " values (allowed: 4)");
    }
    best = state[0];
    bad = (int) state[1];
    cooldown = (int) state[2];
    reductions = (int) state[3];
  }
}
