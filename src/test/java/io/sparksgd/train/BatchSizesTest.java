package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.BatchConfig;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.BatchPlan;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.TestRuns;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many rows a step may have. */
class BatchSizesTest {
  private static final Objective LINEAR = TestRuns.linear(1);

  private static BatchPlan plan(String batch, long rows) {
    TrainingPlan plan = TestRuns.plan(LINEAR, "batch: " + batch);
    BatchConfig config = plan.batch();
    return BatchPlan.of(config, plan.stop(), rows, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{size: 2000000000, sampling: replacement} | 2000000000 rows a step (allowed: up to"
            + " 16777216 from the 4 training rows)",
        "{size: 9223372036854775807, sampling: replacement} | 9223372036854775807 rows a step"
            + " (allowed: up to 16777216 from the 4 training rows)",
        "{size: 2, sampling: replacement, accumulation-steps: 16777216} | 33554432 rows a step with"
            + " batch.accumulation-steps 16777216 (allowed: up to 16777216 from the 4 training"
            + " rows)",
        "{size: 4, sampling: bernoulli, accumulation-steps: 10000000} | 40000000 rows a step with"
            + " batch.accumulation-steps 10000000 (allowed: up to 16777216 from the 4 training"
            + " rows)",
        "{size: 2000000000} | 2000000000 rows a step (allowed: up to the 4 training rows;"
            + " batch.full: true uses them all)",
        "{size: 5} | 5 rows a step (allowed: up to the 4 training rows; batch.full: true uses them"
            + " all)",
      })
  void stepsThatNoPartitionCanDrawAreRefused(String batch, String message) {
    assertThatThrownBy(() -> plan(batch, 4))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("Invalid batch.size: ")
        .hasMessageContaining(message.substring(message.indexOf(" rows a step")));
  }

  @Test
  void smallDataMayBeDrawnSeveralTimesAStep() {
    assertThat(plan("{size: 64, sampling: replacement}", 4).rowsPerStep()).isEqualTo(64);
    assertThat(plan("{size: 100000000, sampling: replacement}", 200_000_000L).rowsPerStep())
        .isEqualTo(1e8);
  }
}
