package io.sparksgd.config;

import java.util.List;

/** Where the validation rows come from. */
public sealed interface ValidationSource {
  /** There are none. */
  record None() implements ValidationSource {}

  /** Files of their own. */
  record Paths(List<String> paths) implements ValidationSource {
    public Paths {
      paths = List.copyOf(paths);
    }
  }

  /**
   * Each training row is a validation row with this probability, decided by the seed and the row's
   * index only; at least one row, and not all.
   */
  record Fraction(double fraction, long seed) implements ValidationSource {
    public Fraction {
      if (!(fraction > 0 && fraction < 1)) {
        throw new IllegalArgumentException(
            "Invalid validation fraction: " + fraction + " (allowed: above 0, below 1)");
      }
    }
  }

  /** The training rows in which this column is true or 1; the others have false or 0. */
  record Column(String name) implements ValidationSource {}
}
