package io.sparksgd.monitor;

import java.util.Locale;

/** How a run ended. */
public enum RunStatus {
  /** It made all its steps, or reached its time or target. */
  COMPLETED,
  /** Early stopping ended it, because the watched metric no longer improved. */
  STOPPED_EARLY,
  /** Loss, gradient or weights became infinite or NaN, or the final loss has exploded. */
  DIVERGED,
  /** It was asked to stop before its end. */
  INTERRUPTED,
  /** It ended by an error. */
  FAILED;

  /** The name in outputs: lower case with hyphens. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
