package io.sparksgd.monitor;

import java.util.Locale;

/** What a run does when its loss, gradient or weights are not finite, or its loss explodes. */
public enum OnDivergence {
  /** It ends. */
  FAIL,
  /** It makes no update with that batch, and continues with the next one. */
  SKIP,
  /** It returns to an earlier state, and continues from there with a smaller learning rate. */
  ROLL_BACK;

  /** The name in outputs: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
