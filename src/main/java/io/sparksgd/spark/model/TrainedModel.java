package io.sparksgd.spark.model;

import io.sparksgd.config.ModelKeys;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import java.util.Map;

/** A model with its weights, and how the data it was trained on was read. */
public final class TrainedModel {
  private final ModelSpec spec;
  private final Intercept intercept;
  private final int features;
  private final int classes;
  private final double[] weights;
  private final Map<String, Object> input;

  /**
   * A model.
   *
   * @param classes number of classes; 0 for a regression
   * @param weights in the order of the objective's layout
   * @param input the keys of the job's {@code data} group that decide how rows are read, so that
   *     other data is read the same way
   * @throws IllegalArgumentException if the number of weights is not the layout's
   */
  public TrainedModel(
      ModelSpec spec,
      Intercept intercept,
      int features,
      int classes,
      double[] weights,
      Map<String, Object> input) {
    this.spec = spec;
    this.intercept = intercept;
    this.features = features;
    this.classes = classes;
    this.weights = weights.clone();
    this.input = Map.copyOf(input);
    int expected = objective().layout().size();
    if (weights.length != expected) {
      throw new IllegalArgumentException(
          "Invalid weights: " + weights.length + " values (allowed: " + expected + ")");
    }
  }

  /** A model of one feature whose weights are all 0. */
  public static TrainedModel untrained(ModelSpec spec) {
    int parameters = spec.build(1, 2, Intercept.NONE).layout().size();
    return new TrainedModel(spec, Intercept.NONE, 1, 2, new double[parameters], Map.of());
  }

  /** The model's objective, which scores rows. */
  public Objective objective() {
    return spec.build(features, classes, intercept);
  }

  /** The name of the model's kind in job files. */
  public String kind() {
    return ModelKeys.kind(spec);
  }

  public ModelSpec spec() {
    return spec;
  }

  public Intercept intercept() {
    return intercept;
  }

  public int features() {
    return features;
  }

  public int classes() {
    return classes;
  }

  public double[] weights() {
    return weights.clone();
  }

  public Map<String, Object> input() {
    return input;
  }
}
