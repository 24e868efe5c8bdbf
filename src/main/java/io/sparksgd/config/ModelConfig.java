package io.sparksgd.config;

import io.sparksgd.objective.ModelSpec;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The group {@code model}.
 *
 * @param classes found from the training rows when empty
 * @param init folder of a model to start from
 * @param start what the run takes over from that model
 * @param kept what the folder of the trained model has
 */
public record ModelConfig(
    ModelSpec spec,
    ModelSpec.Intercept intercept,
    OptionalInt classes,
    Optional<String> init,
    Parts start,
    Parts kept) {

  /** Parts of a trained model. */
  public enum Parts {
    WEIGHTS,
    /** The weights and what the optimizer remembers. */
    WITH_OPTIMIZER
  }
}
