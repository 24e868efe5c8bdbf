package io.sparksgd.config;

import io.sparksgd.objective.ModelSpec;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The group {@code model}.
 *
 * @param classes found from the training rows when empty
 * @param init folder of a model to start from
 */
public record ModelConfig(
    @Setting(key = "kind", type = "a kind", usually = "required", param = "model")
        @Says("the model and its loss")
        ModelSpec spec,
    @Setting(yes = "FITTED", usual = "true", param = "fitIntercept")
        @Says("whether the margin has an intercept; it is never penalised")
        ModelSpec.Intercept intercept,
    @Setting(
            range = "from 2 to 16777216",
            usually = "from the training rows",
            with = "kind: softmax",
            param = "numClasses")
        @Says("number of classes, which then need no rows; also with output softmax")
        OptionalInt classes,
    @Setting(type = Setting.PATH, param = "initialModel")
        @Says(
            "folder of a model or a run whose weights are the start; its features must be the"
                + " job's, see [features](#features)")
        Optional<String> init,
    @Setting(
            key = "init-optimizer",
            yes = "WITH_OPTIMIZER",
            usual = "false",
            with = "init",
            param = "initialOptimizer")
        @Says(
            "whether the optimizer goes on, too: with the moments and the count of updates that the"
                + " model's job kept; see below. The schedule begins anew")
        Parts start,
    @Setting(
            key = "keep-optimizer",
            yes = "WITH_OPTIMIZER",
            usual = "false",
            param = "keepOptimizer")
        @Says(
            "whether the model's folder also has what the optimizer remembers after the last step,"
                + " for jobs that go on with it")
        Parts kept) {

  /** Parts of a trained model. */
  public enum Parts {
    WEIGHTS,
    /** The weights and what the optimizer remembers. */
    WITH_OPTIMIZER
  }
}
