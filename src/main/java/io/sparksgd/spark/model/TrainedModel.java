package io.sparksgd.spark.model;

import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.ModelKeys;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.ModelSpec.Intercept;
import io.sparksgd.objective.Objective;
import io.sparksgd.objective.Thresholds;
import java.util.Map;
import java.util.Optional;

/** A model with its weights, and how the data it was trained on was read. */
public final class TrainedModel {
  private final ModelSpec spec;
  private final Intercept intercept;
  private final int features;
  private final int classes;
  private final double[] weights;
  private final Map<String, Object> input;
  private final Optional<FittedFeatures> columns;

  /** Empty when the most probable class is predicted. */
  private final double[] thresholds;

  private final Optional<RunState> optimizer;

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
    this(
        spec,
        intercept,
        features,
        classes,
        weights,
        input,
        Optional.empty(),
        new double[0],
        Optional.empty());
  }

  private TrainedModel(
      ModelSpec spec,
      Intercept intercept,
      int features,
      int classes,
      double[] weights,
      Map<String, Object> input,
      Optional<FittedFeatures> columns,
      double[] thresholds,
      Optional<RunState> optimizer) {
    this.spec = spec;
    this.intercept = intercept;
    this.features = features;
    this.classes = classes;
    this.weights = weights.clone();
    this.input = Map.copyOf(input);
    this.columns = columns;
    this.thresholds = thresholds.clone();
    this.optimizer = optimizer;
    int expected = objective().layout().size();
    if (weights.length != expected) {
      throw new IllegalArgumentException(
          "Invalid weights: " + weights.length + " values (allowed: " + expected + ")");
    }
  }

  /**
   * This model with the way from columns to its vectors.
   *
   * @throws IllegalArgumentException if they make vectors of another size
   */
  public TrainedModel withColumns(FittedFeatures fitted) {
    if (fitted.size() != features) {
      throw new IllegalArgumentException(
          "Invalid features: " + fitted.size() + " of columns (allowed: " + features + ")");
    }
    return new TrainedModel(
        spec,
        intercept,
        features,
        classes,
        weights,
        input,
        Optional.of(fitted),
        thresholds,
        optimizer);
  }

  /**
   * This model with thresholds: it predicts the class with the largest probability / threshold.
   *
   * @param numbers one for each class; none: the most probable class is predicted
   * @throws IllegalArgumentException if there are more or fewer
   */
  public TrainedModel withThresholds(double... numbers) {
    if (numbers.length > 0) {
      Thresholds.of(objective(), numbers);
    }
    return new TrainedModel(
        spec, intercept, features, classes, weights, input, columns, numbers, optimizer);
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

  /** This model with what the optimizer remembered at the end of its training. */
  public TrainedModel withOptimizer(RunState memory) {
    return new TrainedModel(
        spec,
        intercept,
        features,
        classes,
        weights,
        input,
        columns,
        thresholds,
        Optional.of(memory));
  }

  /** What the optimizer remembered; empty when that was not kept. */
  public Optional<RunState> optimizer() {
    return optimizer;
  }

  /** The objective that predicts with the thresholds, where there are any. */
  public Objective decisions() {
    return thresholds.length == 0 ? objective() : Thresholds.of(objective(), thresholds);
  }

  /** How columns become its vectors; empty when it was trained on vectors. */
  public Optional<FittedFeatures> columns() {
    return columns;
  }

  /** One number for each class; empty when the most probable class is predicted. */
  public double[] thresholds() {
    return thresholds.clone();
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
