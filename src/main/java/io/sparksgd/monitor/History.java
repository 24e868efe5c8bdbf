package io.sparksgd.monitor;

import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the course of a run for a report: all evaluations, and evenly spaced steps, at most {@value
 * #MOST} of them however long the run is; and the first {@value #MOST} divergences. Undone steps
 * are left out.
 */
public final class History implements TrainingListener {
  static final int MOST = 2000;

  private final List<StepDone> steps = new ArrayList<>();
  private final List<Evaluated> evaluations = new ArrayList<>();
  private final List<Diverged> divergences = new ArrayList<>();
  private StepDone last;
  private long every = 1;

  @Override
  public void on(TrainingEvent event) {
    if (event instanceof StepDone step) {
      last = step;
      if (step.step() % every == 0) {
        steps.add(step);
        if (steps.size() == MOST) {
          every *= 2;
          steps.removeIf(kept -> kept.step() % every != 0);
        }
      }
    } else if (event instanceof Evaluated evaluated) {
      evaluations.add(evaluated);
    } else if (event instanceof Diverged diverged) {
      takeBack(diverged.goesOnAfter());
      if (divergences.size() < MOST) {
        divergences.add(diverged);
      }
    }
  }

  private void takeBack(long to) {
    steps.removeIf(step -> step.step() > to);
    evaluations.removeIf(evaluated -> evaluated.step() > to);
    if (last != null && last.step() > to) {
      last = steps.isEmpty() ? null : steps.get(steps.size() - 1);
    }
  }

  /** Steps in their order; the last one is always there. */
  public List<StepDone> steps() {
    List<StepDone> all = new ArrayList<>(steps);
    if (last != null && (all.isEmpty() || all.get(all.size() - 1).step() != last.step())) {
      all.add(last);
    }
    return all;
  }

  /** The divergences that the run survived, in their order. */
  public List<Diverged> divergences() {
    return List.copyOf(divergences);
  }

  /** All evaluations in their order. */
  public List<Evaluated> evaluations() {
    return List.copyOf(evaluations);
  }
}
