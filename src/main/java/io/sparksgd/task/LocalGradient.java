package io.sparksgd.task;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.GradientSum;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.Round;
import java.util.Arrays;

/** The objective in local steps: each update has its own random draws. */
final class LocalGradient {
  private final Objective objective;
  private final long seed;
  private final Centring centring;

  /** What centring adds to the intercept at the weights of this update; empty until it is known. */
  private double[] shift = {};

  private long update;
  private Objective training;

  /**
   * Begins with the first update of a round.
   *
   * @param seed of this partition alone
   * @param centring what is subtracted from the features of the rows
   */
  LocalGradient(Objective objective, long seed, Centring centring, Round round) {
    this.objective = objective;
    this.seed = seed;
    this.centring = centring;
    this.update = round.updatesBefore();
    draw();
  }

  private void draw() {
    training = objective.inTraining(CounterRandom.bits(seed, 0, update));
  }

  ParameterLayout layout() {
    return objective.layout();
  }

  Objective objective() {
    return objective;
  }

  Centring centring() {
    return centring;
  }

  /** Adds the gradient over the rows; see {@link #centre}. */
  void add(RowBlock block, RowSelection rows, double[] weights, GradientSum sum) {
    if (centring.isEmpty()) {
      training.addGradient(block, rows, weights, sum);
      return;
    }
    if (shift.length == 0) {
      shift = centring.shift(weights);
    }
    int from = centring.intercept();
    double[] intercept = Arrays.copyOfRange(weights, from, from + shift.length);
    for (int k = 0; k < shift.length; k++) {
      weights[from + k] -= shift[k];
    }
    training.addGradient(block, rows, weights, sum);
    System.arraycopy(intercept, 0, weights, from, intercept.length);
  }

  /** Makes the gradient of an update that over centred features. */
  void centre(GradientSum sum) {
    centring.correct(sum.gradient());
  }

  /** The following rows belong to the next update, at other weights. */
  void nextUpdate() {
    update++;
    shift = new double[0];
    draw();
  }
}
