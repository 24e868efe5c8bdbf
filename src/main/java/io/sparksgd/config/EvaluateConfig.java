package io.sparksgd.config;

import io.sparksgd.monitor.Metric;
import io.sparksgd.setting.Says;
import io.sparksgd.setting.Setting;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The group {@code evaluate}: when the validation rows are looked at, and what for. */
public record EvaluateConfig(
    @Setting(range = "from 1", param = "evaluateEverySteps")
        @Says("the interval in optimizer updates; not with `every-epochs`")
        OptionalLong everySteps,
    @Setting(
            range = "above 0",
            usual = "1",
            usually = "when `every-steps` is not given",
            param = "evaluateEveryEpochs")
        @Says("interval of evaluations of the validation rows; there is one at the end, too")
        OptionalDouble everyEpochs,
    @Setting(
            type = "list of metrics",
            usually = "all that apply to the model",
            param = "validationMetrics")
        @Says("what is reported, see the table of models")
        List<Metric> metrics) {

  /** No interval between evaluations is set. */
  public static final EvaluateConfig NO_INTERVAL =
      new EvaluateConfig(OptionalLong.empty(), OptionalDouble.empty(), List.of());

  public EvaluateConfig {
    metrics = List.copyOf(metrics);
  }
}
