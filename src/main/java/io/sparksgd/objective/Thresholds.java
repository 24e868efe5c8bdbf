package io.sparksgd.objective;

import io.sparksgd.data.RowBlock;
import io.sparksgd.data.RowSelection;
import io.sparksgd.math.ParameterLayout;

/**
 * A model of classes that predicts the class with the largest {@code probability / threshold}, as
 * Spark ML's classifiers do, in place of the most probable one. Everything else is the model's.
 */
public final class Thresholds implements Objective {
  private static final long serialVersionUID = 1L;

  private final Objective model;
  private final double[] thresholds;

  private Thresholds(Objective model, double[] thresholds) {
    this.model = model;
    this.thresholds = thresholds;
  }

  /**
   * The model with thresholds.
   *
   * @param thresholds one number from 0 for each class, at most one of them 0
   * @throws IllegalArgumentException if the model has no probabilities, or another number of
   *     classes
   */
  public static Objective of(Objective model, double... thresholds) {
    int classes = model.task() == Task.BINARY ? 2 : model.outputs();
    if (!model.hasProbability() || thresholds.length != classes) {
      throw new IllegalArgumentException(
          "Invalid thresholds: "
              + thresholds.length
              + " numbers (allowed: "
              + (model.hasProbability() ? classes + ", one for each class" : "none here")
              + ")");
    }
    return new Thresholds(model, thresholds.clone());
  }

  /** The class with the largest {@code probability / threshold}, the first of equals. */
  public static int largest(double[] probability, double[] thresholds) {
    int best = 0;
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < probability.length; k++) {
      // 0 / 0 is NaN, and never larger.
      double scaled = probability[k] / thresholds[k];
      if (scaled > largest) {
        largest = scaled;
        best = k;
      }
    }
    return best;
  }

  @Override
  public double predict(double[] raw, double[] probability) {
    double[] probabilities = probability != null ? probability : new double[thresholds.length];
    model.predict(raw, probabilities);
    return largest(probabilities, thresholds);
  }

  @Override
  public ParameterLayout layout() {
    return model.layout();
  }

  @Override
  public Task task() {
    return model.task();
  }

  @Override
  public int outputs() {
    return model.outputs();
  }

  @Override
  public boolean hasProbability() {
    return true;
  }

  @Override
  public String invalidLabel(double label) {
    return model.invalidLabel(label);
  }

  @Override
  public void addGradient(RowBlock block, RowSelection rows, double[] parameters, GradientSum sum) {
    model.addGradient(block, rows, parameters, sum);
  }

  @Override
  public void raw(RowBlock block, int row, double[] parameters, double[] raw) {
    model.raw(block, row, parameters, raw);
  }

  @Override
  public double loss(double[] raw, double label) {
    return model.loss(raw, label);
  }

  @Override
  public double[] initialParameters(long seed) {
    return model.initialParameters(seed);
  }
}
