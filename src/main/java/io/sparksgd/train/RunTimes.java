package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.PhaseClock;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Measures the time of a run, in all and by phase; a return to an earlier state gives none back.
 */
final class RunTimes implements Stateful {
  private final PhaseClock clock = new PhaseClock();
  private final Phases phases = new Phases(clock);
  private final long startNanos = System.nanoTime();
  private double secondsBefore;

  /** Seconds of training, the time before a resume included. */
  double seconds() {
    return secondsBefore + PhaseClock.secondsSince(startNanos);
  }

  PhaseClock clock() {
    return clock;
  }

  /** The part that saves the time of each phase. */
  Stateful phases() {
    return phases;
  }

  @Override
  public Set<Section> sections() {
    return Set.of(Section.SECONDS);
  }

  @Override
  public void save(RunState.Builder state) {
    state.doubles(Section.SECONDS.key(), seconds());
  }

  @Override
  public void restore(RunState state) {
    secondsBefore = state.doubles(Section.SECONDS.key(), 1)[0];
  }

  @Override
  public void goBack(RunState state) {
    // Time goes on.
  }

  private record Phases(PhaseClock clock) implements Stateful {
    @Override
    public Set<Section> sections() {
      return Set.of(Section.PHASE);
    }

    @Override
    public void save(RunState.Builder state) {
      clock.state().forEach((phase, nanos) -> state.longs(Section.PHASE.key(phase.key()), nanos));
    }

    @Override
    public void restore(RunState state) {
      Map<Phase, Long> before = new EnumMap<>(Phase.class);
      for (Phase phase : Phase.values()) {
        String name = Section.PHASE.key(phase.key());
        if (state.has(name)) {
          before.put(phase, state.longs(name, 1)[0]);
        }
      }
      clock.restore(before);
    }

    @Override
    public void goBack(RunState state) {
      // Time goes on.
    }
  }
}
