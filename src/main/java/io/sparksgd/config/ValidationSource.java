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

  /** A share of the training rows, chosen by the seed. */
  record Fraction(double fraction) implements ValidationSource {}

  /** The training rows in which this column is true. */
  record Column(String name) implements ValidationSource {}
}
