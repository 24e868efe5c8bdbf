package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.data.BlockBuilder;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.math.CounterRandom;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs whose numbers stay finite and whose models are useless all the same. */
class ExplodedRunTest {
  private static final int FEATURES = 3;
  private static final Objective LINEAR = TestRuns.linear(FEATURES);

  /** 100 rows whose labels are a plane of the features and some noise. */
  private static RowBlock plane(double scale) {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 100; row++) {
      double label = scale * 0.1 * CounterRandom.gaussian(3, row, FEATURES);
      double[] x = new double[FEATURES];
      for (int j = 0; j < FEATURES; j++) {
        x[j] = CounterRandom.gaussian(3, row, j);
        label += scale * x[j] * (j - 1);
      }
      builder.startRow(label, 1);
      for (int j = 0; j < FEATURES; j++) {
        builder.feature(j, x[j]);
      }
    }
    return builder.build();
  }

  private static TestRuns.Run fit(RowBlock data, Objective objective, String... settings) {
    try (BlockSet rows = SharedSpark.blocks(data, 40, data.rows() - 40)) {
      return TestRuns.fit(TestRuns.plan(objective, settings), rows);
    }
  }

  /** The loss grows about 400-fold a step; it would be infinite after some 120 steps. */
  @ParameterizedTest
  @CsvSource({"10, 1", "25, 1", "100, 1", "25, 1e-9", "25, 1e9"})
  void aFiniteLossThatExplodedIsADivergence(int steps, double scale) {
    TestRuns.Run run =
        fit(
            plane(scale),
            LINEAR,
            "batch: {full: true}",
            "optimizer: {kind: sgd, learning-rate: 20}",
            "stop: {steps: " + steps + "}");

    assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(run.result().steps()).isEqualTo(steps);
    assertThat(run.result().last().trainLoss()).isFinite();
    assertThat(run.result().reason())
        .startsWith("Diverged at step " + steps + ": the training loss of the last weights is ")
        .contains(", that of the first ones ", " (learning rate 20; try a lower ");
  }

  /** Its only batch is measured before the update that ruins the model. */
  @Test
  void aSingleStepCanRuinAModel() {
    String[] settings = {
      "batch: {full: true}", "optimizer: {kind: sgd, learning-rate: 1e30}", "stop: {steps: 1}"
    };

    assertThat(fit(plane(1), LINEAR, settings).result().status()).isEqualTo(RunStatus.DIVERGED);
  }

  /** Every loss is good, as none is measured after the update that ruins the model. */
  @ParameterizedTest
  @CsvSource({"sgd, 2", "sgd, 30", "adam, 12", "momentum, 12"})
  void theLastOfManyStepsCanRuinAModel(String optimizer, int steps) {
    String last = "schedule: {kind: step, every: " + (steps - 1) + ", factor: 1e9}";
    String sane = "schedule: {kind: step, every: " + (steps - 1) + ", factor: 9}";
    String[] settings = {
      "batch: {full: true}",
      "optimizer: {kind: " + optimizer + ", learning-rate: 1e-3}",
      "stop: {steps: " + steps + "}",
      last
    };

    TestRuns.Run run = fit(plane(1), LINEAR, settings);

    assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(run.result().reason())
        .startsWith("Diverged at step " + steps + ": the training loss of the last weights is ");
    settings[3] = sane;
    assertThat(fit(plane(1), LINEAR, settings).result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  /** No other row has the feature of the one whose gradient is so large, so no loss shows it. */
  @Test
  void aRowWhoseFeatureNoOtherHasCanRuinAModel() {
    BlockBuilder builder = new BlockBuilder();
    for (int row = 0; row < 200; row++) {
      builder.startRow(row % 2, 1).feature(0, row % 2).feature(1, row == 199 ? 1e12 : 0);
    }
    RowBlock data = builder.build();
    for (int seed = 1; seed <= 5; seed++) {
      TestRuns.Run run =
          fit(
              data,
              TestRuns.linear(2),
              "batch: {size: 1}",
              "optimizer: {kind: sgd, learning-rate: 0.01}",
              "seed: " + seed,
              "stop: {epochs: 1}");

      assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kind: momentum, learning-rate: 3",
        "kind: sgd, learning-rate: 0.1",
        "kind: adam, learning-rate: 1000",
      })
  void classifiersAreJudgedByTheirOwnFactor(String optimizer) {
    TestRuns.Run run =
        fit(
            TestRuns.twoClasses(200, FEATURES, 4),
            TestRuns.logistic(FEATURES),
            "optimizer: {" + optimizer + "}",
            "batch: {size: 20}",
            "stop: {epochs: 5}");

    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  /** From the best weights on, l2 takes the loss from 1e-30 or so to 1e-3 and more. */
  @Test
  void aRunThatBeganNearItsBestIsHealthy() {
    BlockBuilder exact = new BlockBuilder();
    for (int row = 0; row < 50; row++) {
      exact.startRow(row % 5, 1).feature(0, row % 5);
    }
    TrainingPlan plan =
        TestRuns.plan(
            TestRuns.linear(1),
            "batch: {full: true}",
            "penalty: {l2: 0.1}",
            "optimizer: {kind: sgd, learning-rate: 0.1}",
            "stop: {steps: 50}");
    try (BlockSet rows = SharedSpark.blocks(exact.build(), 50)) {
      TrainingResult result =
          new Trainer(plan, List.of()).fit(rows, Optional.empty(), new double[] {1});

      assertThat(result.status()).isEqualTo(RunStatus.COMPLETED);
    }
  }

  /** Batches of one row: the first loss is 0, others are not. */
  @Test
  void aFirstLossOfZeroIsNoAlarm() {
    BlockBuilder rare = new BlockBuilder();
    for (int row = 0; row < 60; row++) {
      rare.startRow(row % 30 == 8 ? 1000 : 0, 1).feature(0, 1);
    }
    TestRuns.Run run =
        fit(
            rare.build(),
            TestRuns.linear(1),
            "batch: {size: 1}",
            "optimizer: {kind: sgd, learning-rate: 0.01}",
            "stop: {epochs: 2}");

    assertThat(run.events(StepDone.class).get(0).trainLoss()).isZero();
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  /** Labels are all 0, so that weights of 0 have no loss at all. */
  @Test
  void randomStartsAreMeasuredAsTheyAre() {
    Objective machine =
        new ModelSpec.FactorizationMachine(2, ModelSpec.Output.LINEAR, 1, 0.1)
            .build(FEATURES, 0, ModelSpec.Intercept.FITTED);
    TestRuns.Run run =
        fit(
            plane(0),
            machine,
            "batch: {size: 10}",
            "optimizer: {kind: adam, learning-rate: 0.05}",
            "stop: {epochs: 3}");

    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  /** A loss of counts may be far below 0, and far above at times. */
  @Test
  void poissonLossesMayBeNegative() {
    BlockBuilder counts = new BlockBuilder();
    for (int row = 0; row < 60; row++) {
      counts.startRow(40 + row % 21, 1).feature(0, 1);
    }
    TestRuns.Run run =
        fit(
            counts.build(),
            new ModelSpec.Poisson().build(1, 0, ModelSpec.Intercept.NONE),
            "batch: {full: true}",
            "optimizer: {kind: sgd, learning-rate: 0.01}",
            "stop: {steps: 200}");

    assertThat(run.result().last().trainLoss()).isLessThan(-100);
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  private static final String[] ROLLING = {
    "batch: {size: 20}",
    "optimizer: {kind: momentum, momentum: 0.5, learning-rate: 40}",
    "guard: {on-divergence: roll-back, every-steps: 7, max-times: 20, rate-factor: 0.3}",
    "stop: {steps: 300}"
  };

  /** The rate is 40; about 2 is the largest that learns. */
  @Test
  void eachReturnGoesFurtherBackUntilTheRateFits() {
    TestRuns.Run run = fit(plane(1), LINEAR, ROLLING);
    List<Long> returns = run.events(Diverged.class).stream().map(Diverged::goesOnAfter).toList();

    // With rates of 12, 3.6 and 1.08, which is small enough.
    assertThat(returns).containsExactly(0L, 0L, 0L);
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result().steps()).isEqualTo(300);
    assertThat(run.result().last().trainLoss()).isLessThan(0.1);
  }

  /** A rate that rises for ever: states are kept until the loss explodes, and none after. */
  @Test
  void aLateExplosionReturnsToTheStatesBeforeIt() {
    TestRuns.Run run =
        fit(
            plane(1),
            LINEAR,
            "batch: {size: 20}",
            "optimizer: {kind: sgd, learning-rate: 0.01}",
            "schedule: {kind: exponential, factor: 1.05}",
            "guard: {on-divergence: roll-back, every-steps: 10, rate-factor: 0.9, max-times: 4}",
            "stop: {steps: 1000}");
    List<Long> returns = run.events(Diverged.class).stream().map(Diverged::goesOnAfter).toList();
    List<StepDone> steps = run.events(StepDone.class);

    // The rate is above 2 from step 109 on.
    assertThat(returns.get(0)).isBetween(90L, 140L);
    assertThat(returns.get(1)).isBetween(80L, returns.get(0) - 1);
    for (long step : returns) {
      assertThat(steps.stream().filter(done -> done.step() == step + 1).findFirst())
          .hasValueSatisfying(next -> assertThat(next.trainLoss()).isLessThan(1000));
    }
    assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
  }

  @Test
  void aRunThatNeverComesBackIsNotCompleted() {
    String[] settings = ROLLING.clone();
    settings[2] = "guard: {on-divergence: roll-back, every-steps: 7, max-times: 3, rate-factor: 1}";
    TestRuns.Run run = fit(plane(1), LINEAR, settings);

    assertThat(run.events(Diverged.class)).hasSize(3);
    assertThat(run.events(Diverged.class).get(2).goesOnAfter()).isZero();
    assertThat(run.result().status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(run.result().reason()).contains("after 3 returns to an earlier state");
  }

  /** The end comes while the loss explodes, before it is infinite: that counts as well. */
  @Test
  void anExplosionAtTheEndIsRolledBackAsOthersAre() {
    String[] settings = ROLLING.clone();
    settings[3] = "stop: {steps: 60}";
    TestRuns.Run run = fit(plane(1), LINEAR, settings);

    assertThat(run.events(Diverged.class)).isNotEmpty();
    assertThat(run.events(Diverged.class).get(0).step()).isEqualTo(60);
    assertThat(run.events(Diverged.class).get(0).what())
        .startsWith("the training loss of the last");
    assertThat(run.result().status()).isEqualTo(RunStatus.COMPLETED);
    assertThat(run.result().last().trainLoss()).isLessThan(1);
    settings[2] = "guard: {on-divergence: skip}";
    assertThat(fit(plane(1), LINEAR, settings).result().status()).isEqualTo(RunStatus.DIVERGED);
  }

  @TempDir private Path directory;

  /** The process dies, as far as the run can tell. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Signs explode slowly: each of 20 returns is made at the end, so the run is a short one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "300 | 'synchronize: {every: step}'",
        "70 | 'compression: {kind: sign, snapshot-every: 3}\n"
            + "schedule: {kind: exponential, factor: 1.2}'",
        "300 | 'synchronize: {local-steps: 3, local-state: keep}'"
      })
  void aRunThatIsKilledAgainAndAgainReturnsToTheSameStates(int length, String more)
      throws IOException {
    String stop = "stop: {steps: " + length + "}";
    String[] settings = {ROLLING[0], ROLLING[1], ROLLING[2], stop, more};
    TrainingPlan plan = TestRuns.plan(LINEAR, settings);
    try (BlockSet rows = SharedSpark.blocks(plane(1), 40, 60)) {
      TestRuns.Run whole = run(plan, rows, RunControl.none(), event -> {});
      for (int kill : new int[] {3, 40, 25, 60, 35}) {
        RunControl control = control();
        int[] steps = {kill};
        assertThatThrownBy(() -> run(plan, rows, control, event -> count(event, steps)))
            .hasCauseInstanceOf(Killed.class);
      }
      TestRuns.Run last = run(plan, rows, control(), event -> {});

      assertThat(whole.events(Diverged.class)).hasSizeGreaterThan(2);
      assertThat(last.weights()).isEqualTo(whole.weights());
      assertThat(last.result().status()).isEqualTo(whole.result().status());
      assertThat(last.result().rows()).isEqualTo(whole.result().rows());
    }
  }

  private static void count(TrainingEvent event, int[] steps) {
    if (event instanceof StepDone && --steps[0] == 0) {
      throw new Killed();
    }
  }

  private RunControl control() throws IOException {
    CheckpointFolder place =
        CheckpointFolder.at(
            new org.apache.hadoop.fs.Path(directory.resolve("saved").toString()),
            SharedSpark.context().hadoopConfiguration());
    Optional<Checkpoint> from = place.newest(warning -> {});
    CheckpointWriter writer = CheckpointWriter.claim(place, 3, "out");
    return new RunControl(
        Optional.of(new Checkpoints(writer, 5, from, OnFailure.CONTINUE, Map::of)),
        new StopRequest());
  }

  private static TestRuns.Run run(
      TrainingPlan plan, BlockSet rows, RunControl control, TrainingListener listener) {
    List<TrainingEvent> events = new ArrayList<>();
    double[] start = plan.objective().initialParameters(plan.seed());
    TrainingResult result =
        new Trainer(plan, List.of(events::add, listener))
            .fit(rows, Optional.empty(), start, control);
    return new TestRuns.Run(result, events);
  }
}
