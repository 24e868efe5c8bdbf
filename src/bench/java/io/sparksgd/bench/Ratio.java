package io.sparksgd.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * A quotient of the medians of two measurements of one run: {@code median(of) / median(to)}.
 *
 * @param name how the table calls it
 * @param of name of the measurement above the line
 * @param to name of the measurement below the line
 * @param wanted what the project wants of it; empty when it is only shown
 */
record Ratio(String name, String of, String to, Optional<Bound> wanted) {

  /** Which side of a limit is wanted. */
  enum Side {
    AT_MOST,
    AT_LEAST
  }

  /** A limit. */
  record Bound(Side side, double limit) {
    boolean holds(double value) {
      return side == Side.AT_MOST ? value <= limit : value >= limit;
    }

    @Override
    public String toString() {
      return (side == Side.AT_MOST ? "<= " : ">= ")
          + (limit == Math.rint(limit)
              ? String.format(Locale.ROOT, "%.0f", limit)
              : String.format(Locale.ROOT, "%s", limit));
    }
  }

  static Ratio atMost(double limit, String name, String of, String to) {
    return new Ratio(name, of, to, Optional.of(new Bound(Side.AT_MOST, limit)));
  }

  static Ratio atLeast(double limit, String name, String of, String to) {
    return new Ratio(name, of, to, Optional.of(new Bound(Side.AT_LEAST, limit)));
  }

  static Ratio shown(String name, String of, String to) {
    return new Ratio(name, of, to, Optional.empty());
  }

  /** The quotient; empty when one of the two was not measured. */
  Optional<Double> value(SuiteResult result) {
    Optional<Measurement> above = result.measurement(of);
    Optional<Measurement> below = result.measurement(to);
    return above.isEmpty() || below.isEmpty()
        ? Optional.empty()
        : Optional.of(above.get().median() / below.get().median());
  }
}
