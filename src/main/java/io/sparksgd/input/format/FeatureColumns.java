package io.sparksgd.input.format;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.features.FittedFeatures;
import java.util.Optional;

/** The columns from which vectors are made. */
public sealed interface FeatureColumns {
  /** The columns. */
  FeaturesConfig columns();

  /**
   * Vectors are made with the fitted values of a model.
   *
   * @param fitted the fitted values of the model
   */
  record OfModel(FittedFeatures fitted) implements FeatureColumns {
    @Override
    public FeaturesConfig columns() {
      return fitted.columns();
    }
  }

  /**
   * Rows to train on, to which the values are fitted.
   *
   * @param columns the job's settings
   * @param initial the fitted values of the initial model; then nothing is fitted again, except new
   *     categories, where the job allows them
   */
  record ToFit(FeaturesConfig columns, Optional<FittedFeatures> initial)
      implements FeatureColumns {}
}
