package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.SparseVector;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UndoTest {
  @Test
  void wholeArraysAreBroughtBackEachTime() {
    double[] weights = {1, 2, 3};
    double[] slot = {4};
    Undo undo = new Undo();
    for (int time = 0; time < 2; time++) {
      weights[0] += 1;
      double[] before = weights.clone();
      undo.keep(List.of(slot, weights));
      Arrays.fill(weights, Double.NaN);
      slot[0] = 7;
      undo.undo();

      assertThat(weights).isEqualTo(before);
      assertThat(slot).containsExactly(4);
    }
  }

  @Test
  void touchedCoordinatesAndArraysOfAnotherSizeAreBroughtBack() {
    double[] weights = {1, 2, 3, 4};
    double[] started = {0};
    SparseVector touched = new SparseVector();
    touched.add(3, 9);
    touched.add(1, 9);
    Undo undo = new Undo();
    undo.keep(List.of(weights, started), weights.length, touched);
    Arrays.fill(weights, -1);
    started[0] = 1;
    undo.undo();

    assertThat(weights).containsExactly(-1, 2, -1, 4);
    assertThat(started).containsExactly(0);
  }

  @Test
  void nothingTouchedChangesNothing() {
    double[] weights = {1, 2};
    Undo undo = new Undo();
    undo.keep(List.of(weights), weights.length, new SparseVector());
    weights[0] = 5;
    undo.undo();

    assertThat(weights).containsExactly(5, 2);
  }
}
