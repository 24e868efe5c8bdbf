package io.sparksgd.ml;

import io.sparksgd.data.Precision;
import io.sparksgd.math.ParameterGroup;
import io.sparksgd.math.ParameterLayout;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.FeatureDeviations;
import io.sparksgd.spark.OptimizerMemory;
import io.sparksgd.spark.TrainingResult;
import io.sparksgd.spark.input.BlockSet;
import io.sparksgd.spark.input.TrainingInput;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows that a fit trains on: as they are, or with features divided by their standard
 * deviations. With {@code x' = x / s} the weights of training are {@code w' = w s}; a constant
 * feature has {@code x' = 0} and {@code w = 0}.
 */
final class TrainingRows implements AutoCloseable {
  private final BlockSet train;
  private final Optional<BlockSet> validation;
  private final ParameterLayout layout;

  /** {@code 1 / s} for each feature; null when the rows are as they are. */
  private final double[] factors;

  private TrainingRows(
      BlockSet train, Optional<BlockSet> validation, ParameterLayout layout, double[] factors) {
    this.train = train;
    this.validation = validation;
    this.layout = layout;
    this.factors = factors;
  }

  /** The rows of an input as they are. */
  static TrainingRows of(TrainingInput input, Objective objective) {
    return new TrainingRows(input.train(), input.validation(), objective.layout(), null);
  }

  /** What divides features by their deviations in the training rows; 0 for constant ones. */
  static double[] standardizing(TrainingInput input) {
    double[] factors = FeatureDeviations.of(input.train(), input.features());
    for (int j = 0; j < factors.length; j++) {
      factors[j] = factors[j] > 0 ? 1 / factors[j] : 0;
    }
    return factors;
  }

  /** The rows of an input with features multiplied by factors, which replace it in memory. */
  static TrainingRows scaled(
      TrainingInput input, Objective objective, double[] factors, Precision precision) {
    BlockSet train = input.train().scaled(factors, precision);
    Optional<BlockSet> validation;
    try {
      validation = input.validation().map(rows -> rows.scaled(factors, precision));
    } catch (RuntimeException e) {
      train.close();
      throw e;
    }
    input.close();
    return new TrainingRows(train, validation, objective.layout(), factors);
  }

  BlockSet train() {
    return train;
  }

  Optional<BlockSet> validation() {
    return validation;
  }

  /** {@code w s}, 0 for constant features. */
  double[] toTraining(double[] model) {
    return factors == null ? model : scaled(model, reciprocals());
  }

  /** {@code w' / s}, 0 for constant features. */
  double[] toModel(double[] training) {
    return factors == null ? training : scaled(training, factors);
  }

  /** What the optimizer remembers of a training on these rows. */
  OptimizerMemory memory(TrainingResult result) {
    OptimizerMemory memory = result.weights().memory().orElseThrow();
    return factors == null ? memory : memory.withFeatureFactors(factors);
  }

  private double[] reciprocals() {
    return Arrays.stream(factors).map(factor -> factor > 0 ? 1 / factor : 0).toArray();
  }

  /** The first group has a row of parameters for each feature. */
  private double[] scaled(double[] parameters, double[] byFeature) {
    double[] scaled = parameters.clone();
    ParameterGroup group = layout.groups().get(0);
    for (int i = 0; i < group.size(); i++) {
      scaled[group.offset() + i] *= byFeature[i / group.columns()];
    }
    return scaled;
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(BlockSet::close);
  }
}
