package io.sparksgd.train;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import io.sparksgd.round.RoundJobs;
import java.util.List;

/**
 * What becomes of a run that diverges. A batch is skipped as if it had not been drawn: no update,
 * and the partitions remember what they remembered before it. A return is to a state that is kept
 * in memory, so that it needs no folder of checkpoints and no working disk; the same batches follow
 * with the learning rate times the factor. How often that happened, and the state to return to, are
 * part of a checkpoint: a run that was killed diverges and recovers as one that was not.
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

  /** Keeps the state in which the run begins, unless it goes on with others. */
  void begin() {
    if (rollsBack() && points.isEmpty()) {
      keep();
    }
  }

  /** Keeps the state when a point is due, and the loss that led to it is sane. */
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
   * Makes the run go on.
   *
   * @throws DivergedException if it shall not
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
   * Makes a run go on that made all its steps, and whose loss exploded: no single batch is to
   * blame.
   *
   * @throws DivergedException if it shall not
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

  /** Copies what the partitions remembered at the points to a folder, if it must be saved, too. */
  List<String> saveMemory(String folder) {
    return points.otherThan(parts.progress().step()).stream()
        .flatMap(point -> jobs.copy(point.memory(), folder).stream())
        .toList();
  }

  /**
   * Goes on from a state; one that was saved without a guard is as good.
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
