package io.sparksgd.config.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.config.BatchSize;
import io.sparksgd.config.JobConfig;
import io.sparksgd.monitor.Metric;
import io.sparksgd.optim.UpdateRule;
import io.sparksgd.testkit.Jobs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverrideTest {
  private static final String MOMENTUM =
      Jobs.LEAST + "optimizer: {kind: momentum, momentum: 0.5, learning-rate: 0.1}";

  @Test
  void anOverrideReplacesAddsAndTheLastOneWins() {
    JobConfig job =
        Jobs.parse(
            MOMENTUM,
            "optimizer.learning-rate=0.2",
            "batch.size=32",
            "seed=5",
            "seed=6",
            "stop.early.metric=auc",
            "evaluate.metrics=[auc, loss]",
            "penalty={l1: 1, l2: 2}");

    assertThat(job.optimizer().learningRate()).isEqualTo(0.2);
    assertThat(job.batch().size()).isEqualTo(new BatchSize.Rows(32));
    assertThat(job.seed()).isEqualTo(6);
    assertThat(job.stop().early().orElseThrow().metric()).isEqualTo(Metric.AUC);
    assertThat(job.evaluate().metrics()).containsExactly(Metric.AUC, Metric.LOSS);
    assertThat(job.penalty().l2()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({"null", "~", "''"})
  void nullRemovesAKeySoThatItsDefaultHolds(String nothing) {
    JobConfig job = Jobs.parse(MOMENTUM, "optimizer.momentum=" + nothing);

    assertThat(job.optimizer().rule()).isEqualTo(new UpdateRule.Momentum(0.9, 0));
  }

  @Test
  void nullRemovesAKeyThatTheNewKindDoesNotRead() {
    JobConfig job = Jobs.parse(MOMENTUM, "optimizer.kind=sgd", "optimizer.momentum=null");

    assertThat(job.optimizer().rule()).isEqualTo(new UpdateRule.Sgd());
  }

  @Test
  void nullRemovesAWholeGroup() {
    JobConfig job = Jobs.parse(MOMENTUM, "optimizer=null");

    assertThat(job.optimizer().rule()).isInstanceOf(UpdateRule.Adam.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "stop.early=null",
        "stop.early.patience=null",
        "stop.early.patience=",
        "stop.target.value=~",
      })
  void removingAKeyOfAnAbsentGroupDoesNotTurnTheGroupOn(String override) {
    assertThat(Jobs.parse(Jobs.LEAST, override)).isEqualTo(Jobs.parse(Jobs.LEAST));
  }

  @Test
  void removingAKeyOfAPresentGroupKeepsTheGroup() {
    JobConfig job = Jobs.parse(Jobs.LEAST + "stop: {early: {patience: 7}}", "stop.early.patience=");

    assertThat(job.stop().early().orElseThrow().patience()).isEqualTo(3);
  }

  @Test
  void aQuotedNullIsAText() {
    assertThat(Jobs.parse(Jobs.LEAST, "name='null'").name()).isEqualTo("null");
  }

  @Test
  void theValueMayContainAnEqualsSign() {
    assertThat(Jobs.parse(Jobs.LEAST, "output=out/lr=0.1").output()).isEqualTo("out/lr=0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optimizer.learning-rte=1 | Unknown key optimizer.learning-rte (did you mean"
            + " learning-rate?)",
        "optimizer.learning-rte=null | Unknown key optimizer.learning-rte (did you mean"
            + " learning-rate?)",
        "optimiser.kind=sgd | Unknown key optimiser (did you mean optimizer?)",
        "batch.size=many | Invalid batch.size: many (allowed: a whole number from 1)",
        "batch.size | Invalid override (allowed: group.key=value)",
        "=3 | Invalid override (allowed: group.key=value)",
        ".seed=3 | Invalid override (allowed: group.key=value)",
        "batch.=3 | Invalid override (allowed: group.key=value)",
        "batch..size=3 | Invalid override (allowed: group.key=value)",
        "stop.earlyy.patience=null | Unknown key stop.earlyy (did you mean early?)",
        "model.kind.deep=3 | Invalid override: kind is not a group (allowed: group.key)",
        "batch=7 | Invalid batch: 7 (allowed: a group of keys)",
        "evaluate.metrics=[auc | Invalid YAML: expected ',' or ']', but got <stream end>",
        "seed=!!java.net.URL x | Invalid tag: tag:yaml.org,2002:java.net.URL (allowed: none)",
      })
  void errorsNameTheOverride(String override, String message) {
    assertThat(Jobs.errors(Jobs.LEAST, override))
        .containsExactly("--set " + override + ": " + message);
  }

  @Test
  void aKeyThatIsRequiredCannotBeRemoved() {
    assertThat(Jobs.errors(Jobs.LEAST, "output=null"))
        .containsExactly("job.yaml: Missing output (allowed: the folder that the run shall write)");
  }
}
