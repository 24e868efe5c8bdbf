package io.sparksgd.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.config.FeatureScale;
import io.sparksgd.config.JobConfig;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Metric;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.Jobs;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialTest {
  private static final RowBlock TRAIN = TestRuns.twoClasses(600, 5, 1);
  private static final RowBlock HELD_OUT = TestRuns.twoClasses(200, 5, 2);

  /** The race judges what the run will do: the same rounds, batches, rates and penalties. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: {kind: adagrad, learning-rate: 0.1}\n"
            + "synchronize: {local-epochs: 0.25}\nbatch: {size: 16}",
        "optimizer: {kind: adam, learning-rate: 0.02}\npenalty: {l1: 0.01, l2: 0.1}\n"
            + "synchronize: {local-epochs: 0.5}\nbatch: {size: 8}",
        "optimizer: {kind: nesterov, learning-rate: 0.02}\nschedule: {kind: polynomial}\n"
            + "synchronize: {local-steps: 7, local-state: reset}\nbatch: {size: 32}",
        "optimizer: {kind: nesterov, learning-rate: 0.05}\nschedule: {kind: cosine}\n"
            + "batch: {size: 50}"
      })
  void aTrialHasTheLossOfARunOnTheSameRows(String settings) {
    JobConfig job = Jobs.with(settings, "stop: {epochs: 3}");
    Objective objective = TestRuns.logistic(5);
    boolean local = job.synchronize().local().isPresent();
    RaceRows rows =
        RaceRows.of(
            TRAIN,
            HELD_OUT,
            Map.of(FeatureScale.NONE, SampleScaling.of(FeatureScale.NONE, TRAIN, 5)));
    RaceRows.View view = new RaceRows.View(FeatureScale.NONE, 600, 0, 200, local ? 2 : 1);
    double loss = Trial.of(job, objective, objective.initialParameters(42), view).run(rows);

    try (BlockSet train = SharedSpark.blocks(TRAIN, 300, 300);
        BlockSet heldOut = SharedSpark.blocks(HELD_OUT, 200)) {
      TestRuns.Run run =
          TestRuns.fit(
              TrainingPlan.of(job, objective, Optional.empty()), train, Optional.of(heldOut));
      double ofRun = run.result().last().validation().get(Metric.LOSS);
      assertThat(loss).isCloseTo(ofRun, within(1e-9));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e300})
  void aTrialThatDivergesHasAnInfiniteLoss(double rate) {
    JobConfig job =
        Jobs.with("optimizer: {kind: sgd, learning-rate: " + rate + "}", "stop: {epochs: 3}");
    Objective objective = TestRuns.linear(5);
    RaceRows rows =
        RaceRows.of(
            TRAIN,
            HELD_OUT,
            Map.of(FeatureScale.NONE, SampleScaling.of(FeatureScale.NONE, TRAIN, 5)));
    RaceRows.View view = new RaceRows.View(FeatureScale.NONE, 600, 0, 200, 1);

    assertThat(Trial.of(job, objective, objective.initialParameters(42), view).run(rows))
        .isInfinite();
  }
}
