package io.sparksgd.scaling;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What a step takes, and how much each part of it lengthens the way to its end. */
final class Outcome {
  /** Parts of a step, in the order in which they end. */
  enum Part {
    WEIGHTS,
    LAUNCH,
    COMPUTE,
    STRAGGLERS,
    NETWORK,
    BLOCKS,
    ADDING,
    UPDATE;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Map<Part, Double> parts = new EnumMap<>(Part.class);
  private double time;

  /** A part ends at this time; it has what is beyond the parts before. */
  Outcome until(Part part, double end) {
    if (end > time) {
      parts.merge(part, end - time, Double::sum);
      time = end;
    }
    return this;
  }

  /** A part takes so much longer. */
  Outcome more(Part part, double seconds) {
    return until(part, time + seconds);
  }

  /** When the last part so far ended. */
  double time() {
    return time;
  }

  /** The part that lengthens the step most. */
  Part bound() {
    return parts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  /** Seconds, two digits of them, and what bounds them; spread over this many steps. */
  String cell(int steps) {
    BigDecimal seconds = new BigDecimal(time / steps).round(new MathContext(2));
    return seconds.toPlainString() + " " + bound().key();
  }
}
