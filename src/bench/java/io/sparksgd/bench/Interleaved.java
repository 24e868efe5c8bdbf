package io.sparksgd.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Contenders that take turns: in every repetition each of them once, in the same order, so that
 * what else the machine does meanwhile falls on all of them.
 */
final class Interleaved {
  private final Recorder recorder;
  private final Map<String, Contender> contenders = new LinkedHashMap<>();
  private final Map<String, String> units = new LinkedHashMap<>();

  /** Measures itself once. */
  @FunctionalInterface
  interface Contender {
    double measure() throws Exception;
  }

  Interleaved(Recorder recorder) {
    this.recorder = recorder;
  }

  Interleaved contender(String name, String unit, Contender contender) {
    if (contenders.put(name, contender) != null) {
      throw new IllegalArgumentException("Invalid contender: " + name + " (allowed: new names)");
    }
    units.put(name, unit);
    return this;
  }

  /**
   * Lets them run.
   *
   * @param warmups rounds before, whose values are dropped
   */
  void run(int warmups, int repetitions) throws Exception {
    for (int round = 0; round < warmups + repetitions; round++) {
      for (Map.Entry<String, Contender> entry : contenders.entrySet()) {
        double value = entry.getValue().measure();
        if (round >= warmups) {
          recorder.add(entry.getKey(), units.get(entry.getKey()), value);
        }
      }
    }
  }
}
