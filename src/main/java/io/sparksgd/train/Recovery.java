package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import io.sparksgd.round.RoundJobs;
import java.util.List;

/**
 * Handles a divergence as the job says. A skipped batch is treated as if it had not been drawn:
 * there is no update, and the partitions keep the state from before it. A roll-back returns to a
 * state in memory, so that it needs no checkpoint folder and no working disk. The same batches
 * follow, with the learning rate times the factor. The number of divergences and the states to
 * return to are part of a checkpoint, so that a killed run diverges and recovers like one that was
 * not killed.
 */
final class Recovery {
  private final GuardConfig config;
  private final RunParts parts;
  private final RoundJobs jobs;
  private final RestorePoints points;
  private long times;

  Recovery(GuardConfig config, RunParts parts, RoundJobs jobs) {
    this.config = config;
    this.parts = parts;
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
    boolean isSane = parts.progress().lossIsSane();
    points.stepMade(isSane);
    if (parts.progress().step() / config.everySteps() > points.newestStep() / config.everySteps()) {
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
    parts.progress().clock().time(Phase.CHECKPOINT, () -> points.add(point()));
  }

  private RestorePoint point() {
    RunState.Builder state = new RunState.Builder();
    parts.save(state);
    RunState copy = state.build().copy();
    return new RestorePoint(parts.progress().step(), 0, copy, jobs.keepMemory());
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
    long step = parts.progress().step();
    if (policy == OnDivergence.SKIP) {
      parts.updates().undo();
      jobs.undoMemory();
    } else {
      RestorePoint earlier = points.next();
      parts.goBack(earlier.state());
      parts.learningRate().reduce(config.rateFactor());
      jobs.goBack(earlier.memory());
    }
    parts.progress().recovered(diverged, policy, step, parts.learningRate().reduction());
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

  void save(RunState.Builder state) {
    state.longs("guard-times", times);
    if (rollsBack()) {
      points.save(state, parts.progress().step());
    }
  }

  /**
   * Copies the partitions' states of the restore points to a folder, if they must be saved, too.
   */
  List<String> saveMemory(String folder) {
    return points.otherThan(parts.progress().step()).stream()
        .flatMap(point -> jobs.copy(point.memory(), folder).stream())
        .toList();
  }

  /**
   * Restores a state; it may have been saved without a guard.
   *
   * @param memory files that {@link #saveMemory} wrote
   */
  void restore(RunState state, List<String> memory) {
    if (state.has("guard-times")) {
      times = state.longs("guard-times", 1)[0];
    }
    if (rollsBack()) {
      points.restore(state, memory, jobs::adopt, this::point);
    }
  }
}
