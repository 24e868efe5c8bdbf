package io.sparksgd.train;

import io.sparksgd.math.SparseVector;
import io.sparksgd.optim.Optimizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A copy of the values that an update is about to change, so that it can be undone. */
final class Undo {
  private final List<double[]> copies = new ArrayList<>();
  private List<double[]> live = List.of();
  private int size;
  private int[] coordinates = {};
  private int few;
  private Optional<Updates.Rules> rules = Optional.empty();
  private long updates;
  private long outerUpdates;

  /** The next update may be undone only once it was begun. */
  void clear() {
    rules = Optional.empty();
  }

  /** Keeps the counts of rules that are about to make an update. */
  void begin(Updates.Rules rulesOfRun) {
    rules = Optional.of(rulesOfRun);
    updates = rulesOfRun.optimizer().updates();
    outerUpdates = rulesOfRun.outer().map(Optimizer::updates).orElse(0L);
  }

  /** Keeps whole arrays. */
  void keep(List<double[]> arrays) {
    live = arrays;
    size = 0;
    few = 0;
    copy();
  }

  /**
   * Keeps the touched coordinates of arrays of this size, and the whole of others.
   *
   * @param arraySize above 0
   */
  void keep(List<double[]> arrays, int arraySize, SparseVector touched) {
    live = arrays;
    size = arraySize;
    few = touched.size();
    if (coordinates.length < few) {
      coordinates = new int[few];
    }
    System.arraycopy(touched.coordinates(), 0, coordinates, 0, few);
    copy();
  }

  private void copy() {
    for (int i = 0; i < live.size(); i++) {
      double[] from = live.get(i);
      if (from.length != size) {
        System.arraycopy(from, 0, room(i, from.length), 0, from.length);
        continue;
      }
      double[] to = room(i, few);
      for (int j = 0; j < few; j++) {
        to[j] = from[coordinates[j]];
      }
    }
  }

  private double[] room(int i, int length) {
    if (i == copies.size()) {
      copies.add(new double[length]);
    } else if (copies.get(i).length < length) {
      copies.set(i, new double[length]);
    }
    return copies.get(i);
  }

  /** Undoes the update that was begun last, if there is one: arrays and counts of updates. */
  void undoBegun() {
    if (rules.isPresent()) {
      undo();
      Optimizer rule = rules.get().optimizer();
      rule.restore(updates, rule.slots());
      rules.get().outer().ifPresent(outer -> outer.restore(outerUpdates, outer.slots()));
    }
  }

  /** Restores the values that were kept last. */
  void undo() {
    for (int i = 0; i < live.size(); i++) {
      double[] to = live.get(i);
      double[] from = copies.get(i);
      if (to.length != size) {
        System.arraycopy(from, 0, to, 0, to.length);
        continue;
      }
      for (int j = 0; j < few; j++) {
        to[coordinates[j]] = from[j];
      }
    }
  }
}
