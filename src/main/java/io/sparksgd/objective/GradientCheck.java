package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;

/** Compares gradients with central differences of their losses: for the tests of own models. */
public final class GradientCheck {
  private static final double STEP = 1e-5;

  private GradientCheck() {}

  /**
   * The largest difference between the gradient of the sum of losses over all rows and its slope,
   * relative to the slope, or to the largest slope of all where that is more than a thousand times
   * it. Right gradients of smooth losses stay below about 1e-6; a kink that a step of 1e-5 crosses
   * does not.
   *
   * @param parameters where to look; not changed
   */
  public static double worst(Objective objective, RowBlock rows, double[] parameters) {
    double[] gradient = sum(objective, rows, parameters).gradient();
    double[] slopes = new double[parameters.length];
    double largest = 0;
    for (int i = 0; i < parameters.length; i++) {
      double[] moved = parameters.clone();
      moved[i] = parameters[i] + STEP;
      double above = sum(objective, rows, moved).lossSum();
      moved[i] = parameters[i] - STEP;
      slopes[i] = (above - sum(objective, rows, moved).lossSum()) / (2 * STEP);
      largest = Math.max(largest, Math.abs(slopes[i]));
    }
    double worst = 0;
    for (int i = 0; i < slopes.length; i++) {
      double scale = Math.max(Math.abs(slopes[i]), Math.max(largest / 1000, Double.MIN_NORMAL));
      double difference = Math.abs(gradient[i] - slopes[i]) / scale;
      // Not Math.max alone: whatever is not a number is as wrong as can be.
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }

  private static GradientSum sum(Objective objective, RowBlock rows, double[] parameters) {
    GradientSum sum = new GradientSum(parameters.length);
    objective.addGradient(rows, RowSelection.range(0, rows.rows()), parameters, sum);
    return sum;
  }
}
