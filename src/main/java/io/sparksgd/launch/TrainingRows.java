package io.sparksgd.launch;

import io.sparksgd.data.Precision;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.train.OptimizerState;
import io.sparksgd.train.RunControl;
import io.sparksgd.train.TrainingResult;
import java.util.Optional;

/**
 * The rows that a fit trains on: as they are, or with features divided by their standard
 * deviations.
 */
final class TrainingRows implements AutoCloseable {
  private final BlockSet train;
  private final Optional<BlockSet> validation;

  /** Empty when the rows are as they are. */
  private final Optional<Standardization> standardization;

  private TrainingRows(
      BlockSet train, Optional<BlockSet> validation, Optional<Standardization> standardization) {
    this.train = train;
    this.validation = validation;
    this.standardization = standardization;
  }

  /** The rows of an input as they are. */
  static TrainingRows of(TrainingInput input) {
    return new TrainingRows(input.train(), input.validation(), Optional.empty());
  }

  /** The rows of an input with standardized features, which replace it in memory. */
  static TrainingRows standardized(
      TrainingInput input, Standardization standardization, Precision precision) {
    BlockSet train = input.train().scaled(standardization.trainingFactors(), precision);
    Optional<BlockSet> validation;
    try {
      validation =
          input
              .validation()
              .map(rows -> rows.scaled(standardization.validationFactors(), precision));
    } catch (RuntimeException e) {
      train.close();
      throw e;
    }
    input.close();
    return new TrainingRows(train, validation, Optional.of(standardization));
  }

  BlockSet train() {
    return train;
  }

  Optional<BlockSet> validation() {
    return validation;
  }

  /** The same rows to train on, and none to validate with. */
  TrainingRows withoutValidation() {
    return new TrainingRows(train, Optional.empty(), standardization);
  }

  /** The control of a run whose validation rows are these. */
  RunControl judging(RunControl control) {
    return standardization
        .filter(Standardization::keepsWeights)
        .map(way -> control.withJudged(way::judged))
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
        .map(
            optimizerState ->
                standardization
                    .map(
                        way ->
                            optimizerState
                                .inUnits(way::averagedToModel, way::toModel)
                                .withFeatureFactors(way.remembered()))
                    .orElse(optimizerState));
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
