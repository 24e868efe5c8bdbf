package io.sparksgd.monitor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;

/** Adds up seconds by phase. It is not thread-safe, and nested work counts twice. */
public final class PhaseClock {
  private static final double NANOS = 1e9;

  private final Map<Phase, Long> nanos = new EnumMap<>(Phase.class);
  private Map<Phase, Long> atLastLap = new EnumMap<>(Phase.class);

  /**
   * Seconds since a moment.
   *
   * @param moment by {@link System#nanoTime}
   */
  public static double secondsSince(long moment) {
    return (System.nanoTime() - moment) / NANOS;
  }

  /** Does some work and counts its time for a phase. */
  public <T> T time(Phase phase, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      nanos.merge(phase, System.nanoTime() - start, Long::sum);
    }
  }

  /** Does some work and counts its time for a phase. */
  public void time(Phase phase, Runnable work) {
    time(
        phase,
        () -> {
          work.run();
          return null;
        });
  }

  /** Seconds by phase since the call before, without phases that took none. */
  public Map<Phase, Double> lap() {
    Map<Phase, Double> lap = new EnumMap<>(Phase.class);
    nanos.forEach(
        (phase, total) -> {
          long since = total - atLastLap.getOrDefault(phase, 0L);
          if (since > 0) {
            lap.put(phase, since / NANOS);
          }
        });
    atLastLap = new EnumMap<>(Phase.class);
    atLastLap.putAll(nanos);
    return Collections.unmodifiableMap(lap);
  }

  /** Nanoseconds by phase since the beginning, for a saved run. */
  public Map<Phase, Long> state() {
    return Collections.unmodifiableMap(nanos);
  }

  /** Adds the time of an earlier part of the run; laps do not include it. */
  public void restore(Map<Phase, Long> before) {
    before.forEach(
        (phase, time) -> {
          nanos.merge(phase, time, Long::sum);
          atLastLap.merge(phase, time, Long::sum);
        });
  }

  /** Seconds by phase since the beginning. */
  public Map<Phase, Double> total() {
    Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    nanos.forEach((phase, total) -> seconds.put(phase, total / NANOS));
    return Collections.unmodifiableMap(seconds);
  }
}
