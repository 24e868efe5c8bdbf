package io.sparksgd.monitor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Adds up where time goes, phase by phase. Not thread-safe; spans do not nest. */
public final class PhaseClock {
  private static final double NANOS = 1e9;

  private final long[] total = new long[Phase.values().length];
  private final long[] atLastLap = new long[total.length];

  /** A stretch of time that ends when it is closed. */
  @FunctionalInterface
  public interface Span extends AutoCloseable {
    @Override
    void close();
  }

  /** Starts a stretch that counts for a phase. */
  public Span time(Phase phase) {
    long start = System.nanoTime();
    return () -> total[phase.ordinal()] += System.nanoTime() - start;
  }

  /** Seconds by phase since the call before, without phases that took none. */
  public Map<Phase, Double> lap() {
    Map<Phase, Double> lap = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      long nanos = total[phase.ordinal()] - atLastLap[phase.ordinal()];
      if (nanos > 0) {
        lap.put(phase, nanos / NANOS);
      }
    }
    System.arraycopy(total, 0, atLastLap, 0, total.length);
    return Collections.unmodifiableMap(lap);
  }

  /** Seconds by phase since the beginning. */
  public Map<Phase, Double> total() {
    Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
    for (Phase phase : Phase.values()) {
      if (total[phase.ordinal()] > 0) {
        seconds.put(phase, total[phase.ordinal()] / NANOS);
      }
    }
    return Collections.unmodifiableMap(seconds);
  }
}
