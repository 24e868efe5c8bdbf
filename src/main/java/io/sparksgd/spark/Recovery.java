package io.sparksgd.spark;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.GuardConfig;
import io.sparksgd.monitor.DivergedException;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.Phase;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of a run that diverges. A batch is skipped as if it had not been drawn: no update,
 * and the partitions remember what they remembered before it. A return is to a state that is kept
 * in memory, so that it needs no folder of checkpoints and no working disk; the same batches follow
 * with the learning rate times the factor. How often that happened, and the state to return to, are
 * part of a checkpoint: a run that was killed diverges and recovers as one that was not.
 */
final class Recovery {
  private static final String POINT = "point/";

  private final GuardConfig config;
  private final RunParts parts;
  private final RoundJobs jobs;
  private long times;
  private Optional<RestorePoint> point = Optional.empty();

  Recovery(GuardConfig config, RunParts parts, RoundJobs jobs) {
    this.config = config;
    this.parts = parts;
    this.jobs = jobs;
  }

  /** Keeps the state when it is the first one, or a point is due. */
  void keepWhenDue() {
    long step = parts.progress().step();
    if (config.onDivergence() == OnDivergence.ROLL_BACK
        && (point.isEmpty()
            || step / config.everySteps() > point.get().step() / config.everySteps())) {
      parts.progress().clock().time(Phase.CHECKPOINT, this::keep);
    }
  }

  private void keep() {
    RunState.Builder state = new RunState.Builder();
    parts.save(state);
    RunState copy = state.build().copy();
    replace(new RestorePoint(parts.progress().step(), copy, jobs.keepMemory()));
  }

  private void replace(RestorePoint next) {
    point.ifPresent(last -> jobs.discard(last.memory()));
    point = Optional.of(next);
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
      RestorePoint earlier = point.orElseThrow();
      parts.goBack(earlier.state());
      parts.learningRate().reduce(config.rateFactor());
      jobs.goBack(earlier.memory());
    }
    parts.progress().recovered(diverged, policy, step, parts.learningRate().reduction());
  }

  /** Divergences that the run has survived. */
  long times() {
    return times;
  }

  void save(RunState.Builder state) {
    state.longs("guard-times", times);
    earlierPoint().ifPresent(earlier -> state.part(POINT, earlier.state()));
  }

  /** The point, unless the state that is saved is the point itself. */
  private Optional<RestorePoint> earlierPoint() {
    return point.filter(kept -> kept.step() != parts.progress().step());
  }

  /** Copies what the partitions remembered at the point to a folder, if it must be saved, too. */
  List<String> saveMemory(String folder) {
    return earlierPoint().map(earlier -> jobs.copy(earlier.memory(), folder)).orElse(List.of());
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
    RunState earlier = state.part(POINT);
    if (config.onDivergence() == OnDivergence.ROLL_BACK && !earlier.names().isEmpty()) {
      long step = earlier.longs("progress", RunProgress.COUNTERS)[0];
      replace(new RestorePoint(step, earlier, jobs.adopt(memory)));
    }
  }
}
