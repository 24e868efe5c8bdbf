package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.EvaluateConfig;
import io.sparksgd.config.StopConfig;
import io.sparksgd.config.StopConfig.Early;
import io.sparksgd.config.StopConfig.Keep;
import io.sparksgd.config.StopConfig.Target;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.monitor.Metric;
import io.sparksgd.testkit.Jobs;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StopAndEvaluateParserTest {

  @ParameterizedTest
  @CsvSource({"'steps: 5'", "'minutes: 0.5'"})
  void tenEpochsAreTheLengthOnlyWhenNoneIsGiven(String length) {
    assertThat(Jobs.with().stop().epochs()).hasValue(10);
    assertThat(Jobs.with("stop: {" + length + "}").stop().epochs()).isEmpty();
  }

  @Test
  void targetAndEarlyStoppingAreRead() {
    StopConfig stop =
        Jobs.with("stop: {target: {metric: auc, value: 0.8}, early: {metric: f1}}").stop();

    assertThat(stop.target()).contains(new Target(Metric.AUC, 0.8));
    assertThat(stop.early()).contains(new Early(Metric.F1, 3, 0, Keep.BEST));
    assertThat(Jobs.with("stop: {early: {}}").stop().early())
        .contains(new Early(Metric.LOSS, 3, 0, Keep.BEST));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epochs: 0 | Invalid stop.epochs: 0 (allowed: a number above 0)",
        "steps: 0.5 | Invalid stop.steps: 0.5 (allowed: a whole number from 1)",
        "minutes: -1 | Invalid stop.minutes: -1 (allowed: a number above 0)",
        "target: {metric: auc} | Missing stop.target.value (allowed: a number)",
        "target: {metric: aux, value: 1} | Invalid stop.target.metric: aux (did you mean auc?)"
            + " (allowed: loss, log-loss, accuracy, auc, f1)",
        "early: {metric: rmse} | Invalid stop.early.metric: rmse (allowed: loss, log-loss,"
            + " accuracy, auc, f1)",
        "early: {patience: 0} | Invalid stop.early.patience: 0 (allowed: a whole number from 1 to"
            + " 2147483647)",
        "early: {keep: frist} | Invalid stop.early.keep: frist (allowed: best, last)",
        "early: {patients: 3} | Unknown key stop.early.patients (did you mean patience?)",
        "early: loss | Invalid stop.early: loss (allowed: a group of keys)",
        "epoch: 3 | Unknown key stop.epoch (did you mean epochs?)",
      })
  void wrongStopsAreErrors(String yaml, String message) {
    assertThat(Jobs.errorsWith("stop: {" + yaml + "}")).containsExactly("job.yaml:4: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stop: {target: {metric: rmse, value: 1}} | stop.target",
        "stop: {early: {metric: rmse}} | stop.early",
        "schedule: {kind: plateau} | schedule.kind: plateau",
      })
  void rulesThatListenToMetricsNeedValidationRows(String line, String rule) {
    String yaml = "data: {train: a.libsvm}\nmodel: {kind: linear}\noutput: out\n" + line;

    assertThat(Jobs.errors(yaml))
        .containsExactly(
            "job.yaml:4: Invalid "
                + rule
                + ": the job has no validation rows (allowed: with data.validation,"
                + " data.validation-fraction or data.validation-column)");
    assertThat(Jobs.parse(yaml, "data.validation-fraction=0.1").data().validation())
        .isEqualTo(new ValidationSource.Fraction(0.1, 42));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear | loss rmse mae r2",
        "huber | loss rmse mae r2",
        "quantile | loss rmse mae r2",
        "poisson | loss rmse mae r2",
        "logistic | loss log-loss accuracy auc f1",
        "hinge | loss accuracy auc f1",
        "softmax | loss log-loss accuracy f1",
      })
  void onlyMetricsOfTheModelApply(String kind, String applicable) {
    List<String> names = Arrays.asList(applicable.split(" "));

    assertThat(Jobs.parse(Jobs.LEAST, "model.kind=" + kind).evaluate().metrics())
        .extracting(Metric::key)
        .isEqualTo(names);
    for (Metric metric : Metric.values()) {
      String[] overrides = {"model.kind=" + kind, "evaluate.metrics=" + metric.key()};
      if (names.contains(metric.key())) {
        assertThat(Jobs.parse(Jobs.LEAST, overrides).evaluate().metrics()).containsExactly(metric);
      } else {
        assertThat(Jobs.errors(Jobs.LEAST, overrides))
            .hasSize(1)
            .first()
            .asString()
            .endsWith("(allowed for this model: " + String.join(", ", names) + ")");
      }
    }
  }

  @Test
  void theIntervalIsInStepsOrEpochs() {
    assertThat(Jobs.with().evaluate().everyEpochs()).hasValue(1);
    assertThat(Jobs.with("evaluate: {every-epochs: 0.5}").evaluate().everyEpochs()).hasValue(0.5);
    EvaluateConfig steps = Jobs.with("evaluate: {every-steps: 20}").evaluate();
    assertThat(steps.everySteps()).hasValue(20);
    assertThat(steps.everyEpochs()).isEmpty();
    assertThat(Jobs.errorsWith("evaluate: {every-steps: 20, every-epochs: 1}"))
        .containsExactly(
            "job.yaml:4: Invalid evaluate: both intervals (allowed: every-steps or every-epochs)");
  }

  @Test
  void aMetricCountsOnce() {
    assertThat(Jobs.with("evaluate: {metrics: [auc, loss, auc]}").evaluate().metrics())
        .containsExactly(Metric.AUC, Metric.LOSS);
  }
}
