package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.checkpoint.RunState;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.OnDivergence;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.Diverged;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.FaultyObjective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that diverges goes on as one that never drew that batch, or that began anew before it. */
class RecoveryTest {
  private static final int FEATURES = 9;
  private static final Objective POISONED =
      new FaultyObjective(TestRuns.logistic(FEATURES), FaultyObjective.poisoning());
  private static final int END = 28;

  /** A multiple of the local steps. */
  private static final int POISON_AT = 16;

  private static final String RATE = "learning-rate: 0.05";
  private static BlockSet train;

  @TempDir private Path directory;

  @BeforeAll
  static void pack() {
    train = SharedSpark.blocks(TestRuns.twoClasses(300, FEATURES, 5), 120, 5, 175);
  }

  @AfterAll
  static void unpack() {
    train.close();
  }

  @AfterEach
  void noMorePoison() {
    poison(null);
  }

  private static void poison(String value) {
    SharedSpark.context().setLocalProperty(FaultyObjective.POISON, value);
  }

  /** Poisons the round after a step, also of a run that starts there, until the rate is reduced. */
  private static TrainingListener poisoning(long at, String value) {
    return event -> {
      if (event instanceof StepDone step) {
        if (step.step() == at && step.learningRate() >= 0.05) {
          poison(value);
        }
      } else if (event instanceof Started started) {
        poison(started.step() == at ? value : null);
      } else if (event instanceof Diverged) {
        poison(null);
      }
    };
  }

  static Stream<String> modes() {
    return Stream.of(
        "optimizer: {kind: momentum, " + RATE + "}",
        "optimizer: {kind: adam, " + RATE + ", average-decay: 0.9}",
        "optimizer: {kind: adam, " + RATE + "}\nbatch: {size: 6, accumulation-steps: 3}",
        "optimizer: {kind: ftrl, " + RATE + "}\npenalty: {l1: 0.001}",
        "optimizer: {kind: adam, " + RATE + "}\nsynchronize: {local-steps: 4}",
        "optimizer: {kind: adam, " + RATE + "}\nsynchronize: {local-steps: 4, local-state: keep}",
        "optimizer: {kind: momentum, "
            + RATE
            + "}\nsynchronize: {local-steps: 4, local-state: reset, outer: {kind: nesterov}}",
        "optimizer: {kind: adagrad, "
            + RATE
            + "}\ncompression: {kind: top-k, ratio: 0.3, snapshot-every: 5}",
        "optimizer: {kind: sgd, " + RATE + "}\ncompression: {kind: power-sgd, rank: 1}",
        "optimizer: {kind: adam, "
            + RATE
            + "}\ncompression: {kind: sign}\nsynchronize: {local-steps: 4, local-state: keep}");
  }

  private static TrainingPlan plan(String settings, String guard) {
    List<String> lines = new ArrayList<>(settings.lines().toList());
    if (!settings.contains("batch:")) {
      lines.add("batch: {size: 14}");
    }
    lines.add("stop: {steps: " + END + "}");
    lines.add("guard: {" + guard + "}");
    return TestRuns.plan(POISONED, lines.toArray(String[]::new));
  }

  private RunControl control(String folder, long every, Consumer<RunState> change)
      throws IOException {
    CheckpointFolder place =
        CheckpointFolder.at(
            new org.apache.hadoop.fs.Path(directory.resolve(folder).toString()),
            SharedSpark.context().hadoopConfiguration());
    Optional<Checkpoint> from = place.newest(warning -> {});
    from.ifPresent(found -> change.accept(found.state()));
    CheckpointWriter writer = CheckpointWriter.claim(place, 3, "out");
    return new RunControl(
        Optional.of(new Checkpoints(writer, every, from, OnFailure.CONTINUE, Map::of)),
        new StopRequest());
  }

  private static TestRuns.Run run(
      TrainingPlan plan, RunControl control, TrainingListener... listeners) {
    List<TrainingEvent> events = new ArrayList<>();
    List<TrainingListener> all = new ArrayList<>(List.of(events::add));
    all.addAll(Arrays.asList(listeners));
    double[] start = plan.objective().initialParameters(plan.seed());
    return new TestRuns.Run(
        new Trainer(plan, all).fit(train, Optional.empty(), start, control), events);
  }

  /** Ends a run at a step, with a checkpoint there. */
  private void stopAt(TrainingPlan plan, String folder, long step) throws IOException {
    RunControl control = control(folder, 1000, unchanged -> {});
    TestRuns.Run stopped =
        run(
            plan,
            control,
            event -> {
              if (event instanceof StepDone done && done.step() >= step) {
                control.stop().ask("Stopped.");
              }
            });
    assertThat(stopped.result().steps()).isEqualTo(step);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aSkippedBatchLeavesNoTrace(String settings) throws IOException {
    TrainingPlan plan = plan(settings, "on-divergence: skip");
    TestRuns.Run skipped = run(plan, RunControl.none(), poisoning(POISON_AT, "NaN"));
    stopAt(plan, "oracle", POISON_AT);
    int length = settings.contains("local-steps") ? 4 : 1;
    RunControl nextBatch =
        control(
            "oracle",
            1000,
            state -> {
              long[] rounds = state.longs("rounds", 2);
              rounds[0]++;
              rounds[1] += length;
            });
    TestRuns.Run oracle = run(plan, nextBatch);

    assertThat(skipped.events(Diverged.class))
        .singleElement()
        .satisfies(
            diverged -> {
              assertThat(diverged.step()).isEqualTo(POISON_AT);
              assertThat(diverged.goesOnAfter()).isEqualTo(POISON_AT);
              assertThat(diverged.action()).isEqualTo(OnDivergence.SKIP);
              assertThat(diverged.rateFactor()).isEqualTo(1);
            });
    assertThat(skipped.result().steps()).isEqualTo(END);
    assertThat(skipped.weights()).isEqualTo(oracle.weights());
    assertThat(skipped.weights())
        .isNotEqualTo(run(plan, RunControl.none()).weights())
        .doesNotContain(Double.NaN);
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aRunThatRollsBackGoesOnAsOneThatBeganThereWithASmallerRate(String settings)
      throws IOException {
    String guard = "on-divergence: roll-back, every-steps: 8, rate-factor: 0.25";
    TrainingPlan plan = plan(settings, guard);
    TestRuns.Run rolledBack = run(plan, RunControl.none(), poisoning(POISON_AT + 4, "NaN"));
    stopAt(plan, "oracle", POISON_AT);
    TestRuns.Run oracle =
        run(plan, control("oracle", 1000, state -> state.doubles("rate-reduction", 1)[0] = 0.25));

    assertThat(rolledBack.events(Diverged.class))
        .extracting(Diverged::step, Diverged::goesOnAfter, Diverged::rateFactor)
        .containsExactly(tuple(POISON_AT + 4L, (long) POISON_AT, 0.25));
    assertThat(rolledBack.result().steps()).isEqualTo(END);
    assertThat(rolledBack.weights()).isEqualTo(oracle.weights());
    assertThat(rolledBack.result().rows()).isEqualTo(oracle.result().rows());
    assertThat(rolledBack.result().bytes()).isEqualTo(oracle.result().bytes());
    assertThat(rolledBack.weights()).isNotEqualTo(run(plan, RunControl.none()).weights());
  }

  /** The process dies, as far as the run can tell. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener killAfter(long step, AtomicLong divergences) {
    return event -> {
      if (event instanceof Diverged) {
        divergences.incrementAndGet();
      } else if (event instanceof StepDone done && done.step() >= step) {
        throw new Killed();
      }
    };
  }

  @ParameterizedTest
  @MethodSource("modes")
  void aRunThatIsKilledDivergesAndRollsBackAsIfNothingHadHappened(String settings)
      throws IOException {
    String guard = "on-divergence: roll-back, every-steps: 12";
    TrainingPlan plan = plan(settings, guard);
    TestRuns.Run whole = run(plan, RunControl.none(), poisoning(20, "NaN"));
    AtomicLong divergences = new AtomicLong();
    // Saved at 16, which is not the state to return to.
    killed(plan, killAfter(20, divergences));
    assertThat(divergences).hasValue(0);
    // Saved at 20, before the return.
    killed(plan, killOnceReduced(24, divergences));
    assertThat(divergences).hasValue(1);
    // Saved at 24, after it.
    killed(plan, killOnceReduced(26, divergences));
    assertThat(divergences).hasValue(2);
    TestRuns.Run last = run(plan, control("saved", 4, unchanged -> {}), poisoning(20, "NaN"));

    assertThat(whole.events(Diverged.class)).extracting(Diverged::goesOnAfter).containsExactly(12L);
    assertThat(last.events(Started.class)).extracting(Started::step).containsExactly(24L);
    assertThat(last.events(Diverged.class)).isEmpty();
    assertThat(last.weights()).isEqualTo(whole.weights());
    assertThat(last.result().rows()).isEqualTo(whole.result().rows());
    assertThat(last.events(StepDone.class)).extracting(StepDone::learningRate).containsOnly(0.025);
  }

  private void killed(TrainingPlan plan, TrainingListener killer) throws IOException {
    RunControl control = control("saved", 4, unchanged -> {});
    assertThatThrownBy(() -> run(plan, control, poisoning(20, "NaN"), killer))
        .hasCauseInstanceOf(Killed.class);
  }

  private static TrainingListener killOnceReduced(long step, AtomicLong divergences) {
    TrainingListener killer = killAfter(step, divergences);
    return event -> {
      if (!(event instanceof StepDone done) || done.learningRate() < 0.05) {
        killer.on(event);
      }
    };
  }

  @Test
  void countersAreSavedSoThatAKilledRunEndsAtTheSameDivergence() throws IOException {
    TrainingPlan plan =
        plan("optimizer: {kind: sgd, " + RATE + "}", "on-divergence: skip, max-times: 2");
    AtomicLong divergences = new AtomicLong();
    RunControl first = control("saved", 2, unchanged -> {});
    assertThatThrownBy(() -> run(plan, first, poisoning(8, "NaN"), killAfter(13, divergences)))
        .hasCauseInstanceOf(Killed.class);
    TestRuns.Run second =
        run(plan, control("saved", 2, unchanged -> {}), poisoning(16, "NaN"), poisoning(20, "NaN"));

    assertThat(divergences).hasValue(1);
    assertThat(second.events(Diverged.class)).hasSize(1);
    assertThat(second.result().status()).isEqualTo(RunStatus.DIVERGED);
    assertThat(second.result().reason())
        .startsWith("Diverged at step 21: the norm of the gradient is NaN (learning rate 0.05; ")
        .contains("after 2 skipped batches");
  }

  /** The gradient is finite, and so large that the weights are not. */
  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "nesterov"})
  void anUpdateThatMakesWeightsInfiniteIsUndone(String kind) {
    String settings = "optimizer: {kind: " + kind + ", learning-rate: 1e10}";
    TrainingPlan plan = plan(settings, "on-divergence: skip");
    TestRuns.Run nan = run(plan, RunControl.none(), poisoning(POISON_AT, "NaN"));
    TestRuns.Run infinite = run(plan, RunControl.none(), poisoning(POISON_AT, "1e301"));

    assertThat(nan.events(Diverged.class))
        .extracting(Diverged::what)
        .containsExactly("the norm of the gradient is NaN");
    assertThat(infinite.events(Diverged.class))
        .extracting(Diverged::what)
        .containsExactly("weight 0 is -Infinity");
    assertThat(infinite.weights()).isEqualTo(nan.weights());
  }

  @Test
  void aRunThatRollsBackToItsStartBeginsAnew() {
    String settings = "optimizer: {kind: adam, " + RATE + "}\ncompression: {kind: sign}";
    TrainingPlan plan = plan(settings, "on-divergence: roll-back, rate-factor: 1");
    TestRuns.Run run = run(plan, RunControl.none(), poisoning(3, "NaN"), onlyOnce());

    assertThat(run.events(Diverged.class)).extracting(Diverged::goesOnAfter).containsExactly(0L);
    assertThat(run.weights()).isEqualTo(run(plan, RunControl.none()).weights());
  }

  /** With an unchanged rate the poison would come back. */
  private static TrainingListener onlyOnce() {
    AtomicLong divergences = new AtomicLong();
    return event -> {
      if (event instanceof Diverged) {
        divergences.incrementAndGet();
      } else if (event instanceof StepDone && divergences.get() > 0) {
        poison(null);
      }
    };
  }
}
