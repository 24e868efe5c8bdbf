package io.sparksgd.launch;

import io.sparksgd.config.DataConfig;
import io.sparksgd.config.FeatureScale;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Centring;
import io.sparksgd.train.OptimizerState;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.TrainingResult;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows that a fit trains on: as they are, or with features divided by their standard deviations
 * and centred.
 */
final class TrainingRows implements AutoCloseable {
  private final BlockSet train;
  private final Optional<BlockSet> validation;

  /** Empty when the rows are as they are. */
  private final Optional<Standardization> standardization;

  private final FeatureScale scale;

  private TrainingRows(
      BlockSet train,
      Optional<BlockSet> validation,
      Optional<Standardization> standardization,
      FeatureScale scale) {
    this.train = train;
    this.validation = validation;
    this.standardization = standardization;
    this.scale = scale;
  }

  /** The rows of an input as they are. */
  static TrainingRows of(TrainingInput input) {
    return new TrainingRows(input.train(), input.validation(), Optional.empty(), FeatureScale.NONE);
  }

  /** The rows of an input for standardized features; copies replace the originals in memory. */
  static TrainingRows standardized(
      TrainingInput input, Standardization standardization, DataConfig data) {
    BlockSet train = scaled(input.train(), standardization.trainingFactors(), data);
    Optional<BlockSet> validation;
    try {
      validation =
          input.validation().map(rows -> scaled(rows, standardization.validationFactors(), data));
    } catch (RuntimeException e) {
      train.close();
      throw e;
    }
    closeReplaced(input.train(), train);
    validation.ifPresent(rows -> closeReplaced(input.validation().orElseThrow(), rows));
    return new TrainingRows(train, validation, Optional.of(standardization), data.scale());
  }

  private static BlockSet scaled(BlockSet rows, double[] factors, DataConfig data) {
    boolean changes = Arrays.stream(factors).anyMatch(factor -> factor != 1);
    return changes ? rows.scaled(factors, data.precision()) : rows;
  }

  private static void closeReplaced(BlockSet original, BlockSet copy) {
    if (copy != original) {
      original.close();
    }
  }

  BlockSet train() {
    return train;
  }

  Optional<BlockSet> validation() {
    return validation;
  }

  /** The same rows to train on, and none to validate with. */
  TrainingRows withoutValidation() {
    return new TrainingRows(train, Optional.empty(), standardization, scale);
  }

  /** What is subtracted from the features of the training rows. */
  Centring centring() {
    return standardization.map(Standardization::centring).orElseGet(Centring::none);
  }

  /** The control of a run on these rows. */
  RunControl with(RunControl control) {
    return standardization
        .map(way -> control.withFeatures(way.centring(), way::judged))
        .orElse(control);
  }

  /** From the parameters of a model to those of a training on these rows. */
  double[] toTraining(double[] model) {
    return standardization.map(way -> way.toTraining(model)).orElse(model);
  }

  /** From the parameters of a training on these rows to those of a model. */
  double[] toModel(double[] training) {
    return standardization.map(way -> way.toModel(training)).orElse(training);
  }

  /**
   * What the optimizer remembers of a training on these rows, with the units of a model; empty when
   * the run failed.
   */
  Optional<OptimizerState> optimizerState(TrainingResult result) {
    return result
        .weights()
        .optimizerState()
        .map(state -> standardization.map(way -> way.remembered(state, scale)).orElse(state));
  }

  /** From the result of {@link #optimizerState} to the state of a training on these rows. */
  OptimizerState toTraining(OptimizerState optimizerState) {
    return standardization
        .map(way -> optimizerState.inUnits(way::toTraining, way::toTraining))
        .orElse(optimizerState);
  }

  @Override
  public void close() {
    train.close();
    validation.ifPresent(BlockSet::close);
  }
}
