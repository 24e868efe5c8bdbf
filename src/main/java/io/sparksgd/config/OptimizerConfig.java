package io.sparksgd.config;

import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.setting.Setting;
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
    @Setting(
            key = "kind",
            type = "a kind",
            usual = "adam",
            says = "the update rule",
            param = "optimizer")
        UpdateRule rule,
    @Setting(
            range = "above 0",
            says = "learning rate before scaling and schedule",
            param = {"learningRate", "stepSize"})
        double learningRate,
    @Setting(
            range = "above 0",
            says = "longest gradient; longer ones are scaled down",
            param = "clipNorm")
        OptionalDouble clipNorm,
    @Setting(range = "above 0", says = "largest component of a gradient", param = "clipValue")
        OptionalDouble clipValue,
    @Setting(
            range = "from 0 to below 1",
            says =
                "decay of a moving average of the weights, which evaluation and the model then use",
            param = "averageDecay")
        OptionalDouble averageDecay) {

  /** How gradients become updates. */
  public UpdateChain chain() {
    return new UpdateChain(
        rule,
        clipNorm.orElse(Double.POSITIVE_INFINITY),
        clipValue.orElse(Double.POSITIVE_INFINITY));
  }
}
