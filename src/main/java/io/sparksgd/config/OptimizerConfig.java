package io.sparksgd.config;

import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import java.util.OptionalDouble;

/**
 * The group {@code optimizer}.
 *
 * @param learningRate before scaling and schedule
 * @param clipNorm longest gradient
 * @param clipValue largest component of a gradient
 * @param averageDecay of the moving average of the weights
 */
public record OptimizerConfig(
    UpdateRule rule,
    double learningRate,
    OptionalDouble clipNorm,
    OptionalDouble clipValue,
    OptionalDouble averageDecay) {

  /** How gradients become updates. */
  public UpdateChain chain() {
    return new UpdateChain(
        rule,
        clipNorm.orElse(Double.POSITIVE_INFINITY),
        clipValue.orElse(Double.POSITIVE_INFINITY));
  }
}
