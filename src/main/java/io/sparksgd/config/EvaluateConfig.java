package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Setting;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The group {@code evaluate}: when the validation rows are looked at, and what for. */
public record EvaluateConfig(
    @Setting(
            range = "from 1",
            says = "the interval in optimizer updates; not with `every-epochs`",
            param = "evaluateEverySteps")
        OptionalLong everySteps,
    @Setting(
            range = "above 0",
            usual = "1",
            usually = "when `every-steps` is not given",
            says = "interval of evaluations of the validation rows; there is one at the end, too",
            param = "evaluateEveryEpochs")
        OptionalDouble everyEpochs,
    @Setting(
            type = "list of metrics",
            usually = "all that apply to the model",
            says = "what is reported, see the table of models",
            param = "validationMetrics")
        List<Metric> metrics) {

  public EvaluateConfig {
    metrics = List.copyOf(metrics);
  }
}
