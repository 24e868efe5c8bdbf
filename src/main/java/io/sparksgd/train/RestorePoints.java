package io.sparksgd.train;

import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.checkpoint.Section;
import io.sparksgd.round.PartitionStates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The states to which a run can return: its start, and the last three that were kept. The newest is
 * on trial until the next one is due. It is kept only if all losses after it were sane, so that no
 * run returns to a state that had exploded already. Each return goes to an older state than the
 * return before, unless a newer state has passed its trial meanwhile. The start is the last resort,
 * as often as the guard allows.
 */
final class RestorePoints {
  private static final int MOST = 4;
  private static final String FLAGS = Section.GUARD_POINTS.key();
  private static final int NUMBERS = 6;

  private final Consumer<Point> discard;
  private final List<Point> points = new ArrayList<>();
  private boolean onTrial;
  private boolean sane = true;
  private boolean stepped;

  /**
   * A state to which a run can return; nothing changes it any more.
   *
   * @param step updates made by then
   * @param returns times that the run has returned to it
   * @param state of the driver
   * @param memory of the partitions
   */
  record Point(long step, long returns, RunState state, PartitionStates.Kept memory) {
    /** This point after one more return. */
    private Point returnedTo() {
      return new Point(step, returns + 1, state, memory);
    }
  }

  /**
   * None yet.
   *
   * @param discard receives the points that are dropped
   */
  RestorePoints(Consumer<Point> discard) {
    this.discard = discard;
  }

  boolean isEmpty() {
    return points.isEmpty();
  }

  /** Updates made at the newest point. */
  long newestStep() {
    return newest().step();
  }

  private Point newest() {
    return points.get(points.size() - 1);
  }

  /** A step was made after the newest point, with a sane loss or not. */
  void stepMade(boolean isSane) {
    stepped = true;
    sane &= isSane;
  }

  /** The next point is due, which ends the trial of the newest one. */
  void judge() {
    if (onTrial && !sane) {
      dropNewest();
    }
    onTrial = false;
    sane = true;
  }

  /** Adds a point, the newest, on trial unless it is the first one. */
  void add(Point point) {
    onTrial = !points.isEmpty();
    sane = true;
    stepped = false;
    points.add(point);
    if (points.size() > MOST) {
      discard.accept(points.remove(1));
    }
  }

  /** The point to return to now; newer points are dropped. */
  Point next() {
    if (points.size() > 1 && onTrial && !(sane && stepped)) {
      dropNewest();
    }
    while (points.size() > 1 && newest().returns() > 0) {
      dropNewest();
    }
    Point point = newest();
    points.set(points.size() - 1, point.returnedTo());
    onTrial = false;
    sane = true;
    stepped = false;
    return point;
  }

  private void dropNewest() {
    discard.accept(points.remove(points.size() - 1));
  }

  /** The points, from the oldest to the newest, without one of the state after this step. */
  List<Point> otherThan(long step) {
    return points.stream().filter(point -> point.step() != step).toList();
  }

  /** Adds the sections of the points; the state after this step is the saved one itself. */
  void save(RunState.Builder state, long step) {
    List<Point> others = otherThan(step);
    boolean isCurrent = others.size() < points.size();
    state.longs(
        FLAGS,
        others.size(),
        isCurrent ? 1 : 0,
        isCurrent ? newest().returns() : 0,
        onTrial ? 1 : 0,
        sane ? 1 : 0,
        stepped ? 1 : 0);
    for (int i = 0; i < others.size(); i++) {
      Point point = others.get(i);
      state.longs(Section.GUARD_POINT.key(i), point.returns(), point.memory().files().size());
      state.part(name(i), point.state());
    }
  }

  /**
   * Restores the points that {@link #save} saved, if any.
   *
   * @param files of the memories of the points that have sections of their own, one after the other
   * @param adopt keeps such files
   * @param current makes a point of the saved state itself, if it was one
   */
  void restore(
      RunState saved,
      List<String> files,
      Function<List<String>, PartitionStates.Kept> adopt,
      Supplier<Point> current) {
    if (!saved.has(FLAGS)) {
      return;
    }
    long[] flags = saved.longs(FLAGS, NUMBERS);
    int from = 0;
    for (int i = 0; i < flags[0]; i++) {
      RunState state = saved.part(name(i));
      long step = RunCounters.stepOf(state);
      long[] numbers = saved.longs(Section.GUARD_POINT.key(i), 2);
      int to = from + (int) numbers[1];
      if (to > files.size()) {
        throw new CheckpointException("Invalid checkpoint: files of restore points are missing");
      }
      PartitionStates.Kept memory = adopt.apply(files.subList(from, to));
      points.add(new Point(step, numbers[0], state, memory));
      from = to;
    }
    if (flags[1] != 0) {
      Point point = current.get();
      points.add(new Point(point.step(), flags[2], point.state(), point.memory()));
    }
    onTrial = flags[3] != 0;
    sane = flags[4] != 0;
    stepped = flags[5] != 0;
  }

  private static String name(int point) {
    return Section.POINT.key(point).replace("<section>", "");
  }
}
