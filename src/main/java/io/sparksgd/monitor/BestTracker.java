package io.sparksgd.monitor;

/** Keeps the weights with the best value of a metric. */
public final class BestTracker {
  private final Metric metric;
  private long step;
  private double value;
  private double[] weights = new double[0];

  public BestTracker(Metric metric) {
    this.metric = metric;
  }

  /**
   * Compares an evaluation, and keeps a copy of its weights if it is the best so far.
   *
   * @return whether it is
   */
  public boolean observe(long atStep, double newValue, double[] newWeights) {
    boolean first = weights.length == 0 && !Double.isNaN(newValue);
    if (!first && (weights.length == 0 || !metric.isBetter(newValue, value))) {
      return false;
    }
    step = atStep;
    value = newValue;
    weights = newWeights.clone();
    return true;
  }

  /** Continues as after an evaluation that was the best. */
  public void restore(long atStep, double bestValue, double[] bestWeights) {
    step = atStep;
    value = bestValue;
    weights = bestWeights.clone();
  }

  /** The value of the best evaluation; 0 before the first. */
  public double value() {
    return value;
  }

  /** The step of the best evaluation; 0 before the first. */
  public long step() {
    return step;
  }

  /** The weights of the best evaluation; empty before the first. */
  public double[] weights() {
    return weights.clone();
  }
}
