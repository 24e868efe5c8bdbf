package io.sparksgd.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One quantity and what every repetition found.
 *
 * @param name what was measured, unique in its suite
 * @param unit such as {@code ms}
 * @param repetitions the values, in the order of the repetitions; at least one
 */
record Measurement(String name, String unit, List<Double> repetitions) {

  Measurement {
    repetitions = List.copyOf(repetitions);
    if (repetitions.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid repetitions of " + name + ": none (allowed: one or more)");
    }
  }

  double median() {
    return Medians.median(repetitions);
  }

  double min() {
    return Collections.min(repetitions);
  }

  double max() {
    return Collections.max(repetitions);
  }

  /**
   * These repetitions and those of the same quantity from another process.
   *
   * @throws IllegalArgumentException if it is another quantity
   */
  Measurement and(Measurement more) {
    if (!name.equals(more.name) || !unit.equals(more.unit)) {
      throw new IllegalArgumentException(
          "Invalid measurement: "
              + more.name
              + " in "
              + more.unit
              + " (allowed: "
              + name
              + " in "
              + unit
              + ")");
    }
    List<Double> all = new ArrayList<>(repetitions);
    all.addAll(more.repetitions);
    return new Measurement(name, unit, all);
  }
}
