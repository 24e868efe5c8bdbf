package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.checkpoint.Stateful;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import io.sparksgd.round.RoundJobs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Handles a divergence as the job says. A skipped batch is treated as if it had not been drawn:
 * there is no update, and the partitions keep the state from before it. A roll-back returns to a
 * state in memory, so that it needs no checkpoint folder and no working disk. The same batches
 * follow, with the learning rate times the factor. The number of divergences and the states to
 * return to are part of a checkpoint, so that a killed run diverges and recovers like one that was
 * not killed.
 */
final class Recovery implements Stateful {
  private final GuardConfig config;
  private final RunParts run;
  private final RoundJobs jobs;
  private final RestorePoints points;
  private long times;

  Recovery(GuardConfig config, RunParts run, RoundJobs jobs) {
    this.config = config;
    this.run = run;
    this.jobs = jobs;
    this.points = new RestorePoints(point -> jobs.discard(point.memory()));
  }

  /** Keeps the state in which the run begins, unless a checkpoint brought others. */
  void begin() {
    if (rollsBack() && points.isEmpty()) {
      keep();
    }
  }

  /** Keeps the state when a restore point is due and the loss before it is sane. */
  void keepWhenDue() {
    if (!rollsBack()) {
      return;
    }
    boolean isSane = run.losses().isSane();
    points.stepMade(isSane);
    if (run.counters().step() / config.everySteps() > points.newestStep() / config.everySteps()) {
      points.judge();
      if (isSane) {
        keep();
      }
    }
  }

  private boolean rollsBack() {
    return config.onDivergence() == OnDivergence.ROLL_BACK;
  }

  private void keep() {
    run.clock().time(Phase.CHECKPOINT, () -> points.add(point()));
  }

  private RestorePoints.Point point() {
    RunState.Builder state = new RunState.Builder();
    run.save(state);
    RunState copy = state.build().copy();
    return new RestorePoints.Point(run.counters().step(), 0, copy, jobs.keepStates());
  }

  /**
   * Lets the run continue after a divergence.
   *
   * @throws DivergedException if the policy does not allow that
   */
  void recover(DivergedException diverged) {
    OnDivergence policy = config.onDivergence();
    if (policy == OnDivergence.FAIL) {
      throw diverged;
    }
    if (times == config.maxTimes()) {
      throw diverged.tooMany(policy, times);
    }
    times++;
    long step = run.counters().step();
    if (policy == OnDivergence.SKIP) {
      run.model().undo();
      jobs.undoStates();
    } else {
      RestorePoints.Point earlier = points.next();
      run.goBack(earlier.state());
      run.model().learningRate().reduce(config.rateFactor());
      jobs.goBack(earlier.memory());
    }
    run.events().recovered(diverged, policy, step, run.model().learningRate().reduction());
  }

  /**
   * Lets a run continue that made all its steps and whose loss exploded, so that no single batch is
   * to blame.
   *
   * @throws DivergedException if the policy does not allow that
   */
  void recoverAtEnd(DivergedException exploded) {
    if (!rollsBack()) {
      throw exploded;
    }
    recover(exploded);
  }

  /** Divergences that the run has survived. */
  long times() {
    return times;
  }

  @Override
  public Set<Section> sections() {
    return EnumSet.range(Section.GUARD_TIMES, Section.POINT);
  }

  @Override
  public void save(RunState.Builder state) {
    state.longs(Section.GUARD_TIMES.key(), times);
    if (rollsBack()) {
      points.save(state, run.counters().step());
    }
  }

  /**
   * Copies the partitions' states of the restore points to a folder, if they must be saved, too.
   */
  List<String> saveStates(String folder) {
    return points.otherThan(run.counters().step()).stream()
        .flatMap(point -> jobs.copy(point.memory(), folder).stream())
        .toList();
  }

  @Override
  public void restore(RunState state) {
    restore(state, List.of());
  }

  /**
   * Continues from a state; one that was saved without a guard is as good.
   *
   * @param memory files that {@link #saveStates} wrote
   */
  void restore(RunState state, List<String> memory) {
    if (state.has(Section.GUARD_TIMES.key())) {
      times = state.longs(Section.GUARD_TIMES.key(), 1)[0];
    }
    if (rollsBack()) {
      points.restore(state, memory, jobs::adopt, this::point);
    }
  }
}
