package io.sparksgd.input.format;

import io.sparksgd.config.FeaturesConfig;
import io.sparksgd.features.FittedFeatures;
import java.util.Optional;

/** The columns that vectors are made of. */
public sealed interface FeatureColumns {
  /** The columns. */
  FeaturesConfig columns();

  /**
   * Vectors are made as a model says.
   *
   * @param fitted what the model keeps
   */
  record OfModel(FittedFeatures fitted) implements FeatureColumns {
    @Override
    public FeaturesConfig columns() {
      return fitted.columns();
    }
  }

  /**
   * Rows to train on: what vectors are made with is found from them.
   *
   * @param columns what the job says
   * @param initial what the model keeps that the training starts from; nothing is fitted anew then
   *     but, where the columns say so, categories that it does not know
   */
  record ToFit(FeaturesConfig columns, Optional<FittedFeatures> initial)
      implements FeatureColumns {}
}
