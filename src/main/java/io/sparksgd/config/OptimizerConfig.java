package io.sparksgd.config;

import io.sparksgd.optim.UpdateChain;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.setting.Says;
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
    @Setting(key = "kind", type = "a kind", usual = "adam", param = "optimizer")
        @Says("the update rule")
        UpdateRule rule,
    @Setting(
            range = "above 0",
            param = {"learningRate", "stepSize"})
        @Says(
            "learning rate before scaling and schedule; a job without it searches for good"
                + " settings")
        double learningRate,
    @Setting(range = "above 0", param = "clipNorm")
        @Says("longest gradient; longer ones are scaled down")
        OptionalDouble clipNorm,
    @Setting(range = "above 0", param = "clipValue") @Says("largest component of a gradient")
        OptionalDouble clipValue,
    @Setting(range = "from 0 to below 1", param = "averageDecay")
        @Says("decay of a moving average of the weights, which evaluation and the model then use")
        OptionalDouble averageDecay) {

  /** Whether the model has other weights than those that are updated. */
  public boolean evaluatesOthers() {
    return averageDecay.isPresent() || rule.limits().contains(UpdateRule.Limit.OWN_AVERAGE);
  }

  /** The name of the rule. */
  public String kind() {
    return UpdateRule.kinds().name(rule);
  }

  /** Whether a job may give a learning rate. */
  public boolean hasRate() {
    return !rule.limits().contains(UpdateRule.Limit.NO_LEARNING_RATE);
  }

  /** How gradients become updates. */
  public UpdateChain chain() {
    return new UpdateChain(
        rule,
        clipNorm.orElse(Double.POSITIVE_INFINITY),
        clipValue.orElse(Double.POSITIVE_INFINITY));
  }
}
