package io.sparksgd.optim;

import java.util.List;

/**
 * Exponential moving average of the weights: the first update copies them, then {@code average =
 * decay * average + (1 - decay) * weights} (Polyak and Juditsky 1992 in the form of current
 * practice). Not thread-safe.
 */
public final class WeightAverage {
  private final double decay;
  private double[] average = new double[0];

  /**
   * An empty average.
   *
   * @param decay from 0 (always the last weights) to below 1
   */
  public WeightAverage(double decay) {
    RuleArguments.decayRate("average-decay", decay);
    this.decay = decay;
  }

  /** Takes the weights after an update in. */
  public void update(double[] weights) {
    update(weights, 1);
  }

  /**
   * Takes the weights after some updates in, as if they had been the same after each of them:
   * {@code average = decay^updates * average + (1 - decay^updates) * weights}.
   */
  public void update(double[] weights, int updates) {
    if (average.length == 0) {
      average = weights.clone();
      return;
    }
    double share = updates == 1 ? decay : Math.pow(decay, updates);
    for (int i = 0; i < average.length; i++) {
      average[i] = share * average[i] + (1 - share) * weights[i];
    }
  }

  /** Whether it is an average of anything yet. */
  public boolean hasBegun() {
    return average.length > 0;
  }

  /** The average: a live array; empty before the first update. */
  public double[] average() {
    return average;
  }

  /** The memory to save: the average, or nothing before the first update. */
  public List<double[]> slots() {
    return average.length == 0 ? List.of() : List.of(average);
  }

  /** Continues from a saved memory. */
  public void restore(List<double[]> saved) {
    average = saved.isEmpty() ? new double[0] : saved.get(0).clone();
  }
}
