package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.FaultyObjective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import io.sparksgd.train.TrainingFailedException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that hang end the run, which names one. */
class TimeLimitTest {
  private static final Objective LOGISTIC = TestRuns.logistic(4);
  private static BlockSet train;

  @BeforeAll
  static void pack() {
    train = SharedSpark.blocks(TestRuns.twoClasses(60, 4, 5), 30, 30);
  }

  @AfterAll
  static void unpack() {
    train.close();
  }

  private static TrainingPlan plan(Objective objective, String limit, String... more) {
    String[] settings = new String[more.length + 3];
    System.arraycopy(more, 0, settings, 3, more.length);
    settings[0] = "batch: {size: 20}";
    settings[1] = "stop: {steps: 6}";
    settings[2] = "synchronize: {" + limit + "}";
    return TestRuns.plan(objective, settings);
  }

  @ParameterizedTest
  @ValueSource(strings = {"compression: {kind: none}", "compression: {kind: top-k, ratio: 0.5}"})
  @Timeout(value = 4, unit = TimeUnit.MINUTES)
  void aTaskThatHangsEndsTheRunAndIsNamed(String settings) {
    // A whole day: only the limit ends it.
    Objective hanging = new FaultyObjective(LOGISTIC, FaultyObjective.waiting(3, 1, 86_400_000L));
    TrainingPlan plan = plan(hanging, "timeout-seconds: 3", settings);

    assertThatThrownBy(() -> TestRuns.fit(plan, train))
        .isInstanceOf(TrainingFailedException.class)
        .cause()
        .isInstanceOf(TimeLimitException.class)
        .message()
        .matches(
            "the round after step 0 took more than 3 s \\(synchronize.timeout-seconds\\): task [01]"
                + " of stage \\d+ on \\S+ \\(executor driver, attempt 0\\) has been running for"
                + " \\d+ s; spark.speculation=true starts copies of slow tasks");
    // The cores are free again.
    assertThat(TestRuns.fit(plan(LOGISTIC, "every: step"), train).result().steps()).isEqualTo(6);
  }

  @Test
  void aLimitThatIsNotReachedChangesNoBit() {
    double[] without = TestRuns.fit(plan(LOGISTIC, "every: step"), train).weights();
    double[] with = TestRuns.fit(plan(LOGISTIC, "timeout-seconds: 600"), train).weights();

    assertThat(with).isEqualTo(without);
    assertThat(SharedSpark.context().getLocalProperty("spark.job.interruptOnCancel")).isNull();
  }
}
