package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that go on with the weights and the optimizer of an earlier one. */
class OptimizerStateTest {
  private static final Objective LOGISTIC = TestRuns.logistic(6);
  private static BlockSet rows;
  @TempDir private Path directory;

  @BeforeAll
  static void pack() {
    rows = SharedSpark.blocks(TestRuns.twoClasses(200, 6, 5), 110, 90);
  }

  @AfterAll
  static void unpack() {
    rows.close();
  }

  private static TrainingPlan plan(int steps, String settings) {
    return TestRuns.plan(LOGISTIC, "batch: {full: true}", "stop: {steps: " + steps + "}", settings);
  }

  private static TrainingResult fit(
      TrainingPlan plan, double[] start, RunControl control, TrainingListener... listeners) {
    return new Trainer(plan, List.of(listeners)).fit(rows, Optional.empty(), start, control);
  }

  private static TrainingResult fit(TrainingPlan plan) {
    return fit(plan, new double[LOGISTIC.layout().size()], RunControl.none());
  }

  /** As a model's folder keeps it. */
  private static Optional<OptimizerState> saved(TrainingResult result) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    result.weights().optimizerState().orElseThrow().state().write(bytes);
    return Optional.of(
        OptimizerState.of(
            RunState.read(
                new ByteArrayInputStream(bytes.toByteArray()), bytes.size(), "optimizer.bin")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: {kind: momentum, learning-rate: 0.1}",
        "optimizer: {kind: adam, learning-rate: 0.05}",
        "optimizer: {kind: adagrad, learning-rate: 0.1}",
        "optimizer: {kind: lamb, learning-rate: 0.02}",
        "optimizer: {kind: cocob}",
        "optimizer: {kind: dowg}",
        "optimizer: {kind: prodigy}",
        "optimizer: {kind: schedule-free-sgd}",
        "optimizer: {kind: schedule-free-adamw}\nsynchronize: {local-steps: 4}",
        "optimizer: {kind: adam, learning-rate: 0.05}\nsynchronize: {local-steps: 4}",
        "optimizer: {kind: sgd, learning-rate: 0.05}\n"
            + "synchronize: {local-steps: 4, local-state: reset, outer: {kind: nesterov}}",
        "optimizer: {kind: sgd, learning-rate: 0.5, average-decay: 0.5}\npenalty: {l1: 0.01}",
        "optimizer: {kind: adam, learning-rate: 0.05, average-decay: 0.9}",
        "optimizer: {kind: adagrad, learning-rate: 0.1, average-decay: 0.99}\n"
            + "synchronize: {local-steps: 4}",
      })
  void twoRunsAreOneRunWithTheStepsOfBoth(String settings) throws IOException {
    TrainingResult whole = fit(plan(24, settings));
    TrainingResult first = fit(plan(12, settings));

    TrainingResult second =
        fit(
            plan(12, settings),
            first.weights().last(),
            RunControl.none().withOptimizerState(saved(first)));
    TrainingResult forgetful = fit(plan(12, settings), first.weights().last(), RunControl.none());

    assertThat(second.weights().last()).containsExactly(whole.weights().last());
    assertThat(forgetful.weights().last()).isNotEqualTo(whole.weights().last());
    assertThat(second.steps()).isEqualTo(12);
  }

  @Test
  void aRunThatGoesOnIsResumedFromItsCheckpointBitForBit() throws IOException {
    String settings = "optimizer: {kind: adam, learning-rate: 0.05}\nsynchronize: {local-steps: 2}";
    TrainingResult first = fit(plan(6, settings));
    RunControl going = RunControl.none().withOptimizerState(saved(first));
    double[] whole = fit(plan(12, settings), first.weights().last(), going).weights().last();
    TrainingListener killer =
        event -> {
          if (event instanceof StepDone done && done.step() >= 8) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(
            () ->
                fit(plan(12, settings), first.weights().last(), checkpointed(saved(first)), killer))
        .hasMessageContaining("killed");

    TrainingResult resumed =
        fit(plan(12, settings), first.weights().last(), checkpointed(saved(first)));

    assertThat(resumed.weights().last()).containsExactly(whole);
  }

  @Test
  void anAverageThatGoesOnIsResumedFromItsCheckpointBitForBit() throws IOException {
    String settings = "optimizer: {kind: adam, learning-rate: 0.05, average-decay: 0.9}";
    TrainingResult first = fit(plan(6, settings));
    double[] start = first.weights().last();
    TrainingListener killer =
        event -> {
          if (event instanceof StepDone done && done.step() >= 5) {
            throw new IllegalStateException("killed");
          }
        };
    assertThatThrownBy(() -> fit(plan(6, settings), start, checkpointed(saved(first)), killer))
        .hasMessageContaining("killed");

    TrainingResult resumed = fit(plan(6, settings), start, checkpointed(saved(first)));

    assertThat(resumed.weights().last()).containsExactly(fit(plan(12, settings)).weights().last());
  }

  @Test
  void anAverageThatIsNotKeptAnyMoreIsAnError() throws IOException {
    TrainingResult averaged = fit(plan(4, "optimizer: {kind: adam, average-decay: 0.9}"));
    RunControl control = RunControl.none().withOptimizerState(saved(averaged));

    assertThatThrownBy(
            () -> fit(plan(4, "optimizer: {kind: adam}"), averaged.weights().last(), control))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessage(
            "Invalid model.init-optimizer: the earlier model is a moving average of weights, and"
                + " this job keeps no average (set optimizer.average-decay, or continue without the"
                + " optimizer)");
  }

  @Test
  void anotherDecayGoesOnFromTheSameWeightsAndAverage() throws IOException {
    TrainingResult first =
        fit(plan(4, "optimizer: {kind: sgd, learning-rate: 0.1, average-decay: 0.9}"));
    double[] weights = fit(plan(5, "optimizer: {kind: sgd, learning-rate: 0.1}")).weights().last();

    TrainingResult second =
        fit(
            plan(1, "optimizer: {kind: sgd, learning-rate: 0.1, average-decay: 0.25}"),
            first.weights().last(),
            RunControl.none().withOptimizerState(saved(first)));

    double[] expected = first.weights().last();
    for (int i = 0; i < expected.length; i++) {
      expected[i] = 0.25 * expected[i] + 0.75 * weights[i];
    }
    assertThat(second.weights().last()).containsExactly(expected);
  }

  @Test
  void anAverageBeginsWithTheFirstUpdateWhereTheEarlierRunKeptNone() throws IOException {
    TrainingResult first = fit(plan(4, "optimizer: {kind: adam, learning-rate: 0.1}"));

    TrainingResult second =
        fit(
            plan(1, "optimizer: {kind: adam, learning-rate: 0.1, average-decay: 0.9}"),
            first.weights().last(),
            RunControl.none().withOptimizerState(saved(first)));

    assertThat(second.weights().last())
        .containsExactly(
            fit(plan(5, "optimizer: {kind: adam, learning-rate: 0.1}")).weights().last());
  }

  @Test
  void theBestModelOfAnEarlierStepIsWhereItsWeightsAndTheirAverageBegin() throws IOException {
    TrainingPlan plan =
        TestRuns.plan(
            LOGISTIC,
            "batch: {full: true}",
            "stop: {steps: 40, early: {metric: loss, patience: 1}}",
            "optimizer: {kind: sgd, learning-rate: 40, average-decay: 0.5}",
            "evaluate: {every-steps: 1}");
    TrainingResult first;
    try (BlockSet others = SharedSpark.blocks(TestRuns.twoClasses(60, 6, 9), 60)) {
      first =
          new Trainer(plan, List.of())
              .fit(
                  rows,
                  Optional.of(others),
                  new double[LOGISTIC.layout().size()],
                  RunControl.none());
    }
    assertThat(first.weights().keptStep()).isLessThan(first.steps());

    OptimizerState optimizerState = saved(first).orElseThrow();

    assertThat(optimizerState.averagedWeights()).isEmpty();
    assertThat(optimizerState.state().has("average")).isFalse();
  }

  private RunControl checkpointed(Optional<OptimizerState> optimizerState) throws IOException {
    CheckpointFolder folder =
        CheckpointFolder.at(
            new org.apache.hadoop.fs.Path(directory.toString()), new Configuration());
    Optional<Checkpoint> from = folder.newest(warning -> {});
    CheckpointWriter writer = CheckpointWriter.claim(folder, 2, "out");
    return new RunControl(
            Optional.of(new Checkpoints(writer, 2, from, OnFailure.FAIL, Map::of)),
            new StopRequest())
        .withOptimizerState(optimizerState);
  }

  @Test
  void theMemoryOfAnotherRuleIsRefused() throws IOException {
    TrainingResult adagrad = fit(plan(2, "optimizer: {kind: adagrad, learning-rate: 0.1}"));
    RunControl control = RunControl.none().withOptimizerState(saved(adagrad));
    double[] start = adagrad.weights().last();

    // The memory of momentum has the same shape.
    assertThatThrownBy(() -> fit(plan(2, "optimizer: {kind: momentum}"), start, control))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageStartingWith(
            "Invalid model.init-optimizer: it belongs to AdaGrad, not to Momentum");
  }

  @Test
  void theMemoryOfAnotherModelIsRefused() throws IOException {
    TrainingResult result = fit(plan(2, "optimizer: {kind: adagrad}"));
    Objective larger = TestRuns.logistic(7);
    TrainingPlan plan =
        TestRuns.plan(
            larger, "batch: {full: true}", "stop: {steps: 1}", "optimizer: {kind: adagrad}");

    assertThatThrownBy(
            () ->
                fit(
                    plan,
                    new double[larger.layout().size()],
                    RunControl.none().withOptimizerState(saved(result))))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("slot 0 has 7 values (allowed: 8)");
  }

  @Test
  void memoryThatPartitionsKeepCannotGoOn() throws IOException {
    TrainingResult result = fit(plan(2, "optimizer: {kind: adagrad}"));
    TrainingPlan keep =
        plan(2, "optimizer: {kind: adagrad}\nsynchronize: {local-steps: 2, local-state: keep}");

    assertThatThrownBy(
            () ->
                fit(
                    keep,
                    result.weights().last(),
                    RunControl.none().withOptimizerState(saved(result))))
        .isInstanceOf(InvalidPlanException.class)
        .hasMessageContaining("synchronize.local-state: keep");
  }

  @Test
  void aRunThatFailsHasNone() {
    TrainingListener broken =
        event -> {
          if (event instanceof StepDone) {
            throw new IllegalStateException("broken");
          }
        };

    assertThatThrownBy(
            () ->
                fit(
                    plan(2, "optimizer: {kind: adagrad}"),
                    new double[LOGISTIC.layout().size()],
                    RunControl.none(),
                    broken))
        .isInstanceOfSatisfying(
            TrainingFailedException.class,
            failed -> assertThat(failed.result().weights().optimizerState()).isEmpty());
  }
}
