package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.checkpoint.Checkpoint;
import io.sparksgd.checkpoint.CheckpointException;
import io.sparksgd.checkpoint.CheckpointFolder;
import io.sparksgd.checkpoint.CheckpointWriter;
import io.sparksgd.checkpoint.FencedException;
import io.sparksgd.config.CheckpointConfig.OnFailure;
import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.CheckpointFailed;
import io.sparksgd.monitor.TrainingEvent.Checkpointed;
import io.sparksgd.monitor.TrainingEvent.Evaluated;
import io.sparksgd.monitor.TrainingEvent.Started;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Activation;
import io.sparksgd.objective.ModelSpec;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run that was killed and goes on ends as one that was not, bit for bit. */
class ResumeTest {
  private static final int FEATURES = 9;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(300, FEATURES, 5);
  private static final int END = 30;
  private static BlockSet train;
  private static BlockSet validation;

  @TempDir private Path directory;

  @BeforeAll
  static void pack() {
    train = SharedSpark.blocks(ROWS, 120, 5, 175);
    validation = SharedSpark.blocks(TestRuns.twoClasses(80, FEATURES, 6), 80);
  }

  @AfterAll
  static void unpack() {
    train.close();
    validation.close();
  }

  /** The process dies, as far as the run can tell. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static TrainingListener killAfter(long step) {
    return event -> {
      if (event instanceof StepDone done && done.step() >= step) {
        throw new Killed();
      }
    };
  }

  private CheckpointFolder folder() throws IOException {
    return CheckpointFolder.at(
        new org.apache.hadoop.fs.Path(directory.resolve("saved").toString()), new Configuration());
  }

  private RunControl control(long everySteps) throws IOException {
    return control(everySteps, OnFailure.CONTINUE);
  }

  private RunControl control(long everySteps, OnFailure onFailure) throws IOException {
    Optional<Checkpoint> from = folder().newest(warning -> {});
    CheckpointWriter writer = CheckpointWriter.claim(folder(), 2, "out");
    return new RunControl(
        Optional.of(new Checkpoints(writer, everySteps, from, onFailure, Map::of)),
        new StopRequest());
  }

  private static TestRuns.Run run(
      TrainingPlan plan, BlockSet rows, RunControl control, TrainingListener... more) {
    List<TrainingEvent> events = new ArrayList<>();
    List<TrainingListener> listeners = new ArrayList<>(List.of(events::add));
    listeners.addAll(Arrays.asList(more));
    double[] start = plan.objective().initialParameters(plan.seed());
    return new TestRuns.Run(
        new Trainer(plan, listeners).fit(rows, Optional.of(validation), start, control), events);
  }

  private static List<String> course(TestRuns.Run run, long after) {
    List<String> course = new ArrayList<>();
    for (TrainingEvent event : run.events()) {
      if (event instanceof StepDone step && step.step() > after) {
        course.add(
            String.join(
                " ",
                "step " + step.step(),
                "epoch " + step.epoch(),
                "rows " + step.rows() + " " + step.batchRows(),
                "loss " + step.trainLoss() + " " + step.runningLoss(),
                "lr " + step.learningRate(),
                "norm " + step.gradientNorm(),
                "cosine " + step.cosine(),
                "bytes " + step.bytes()));
      } else if (event instanceof Evaluated evaluated && evaluated.step() > after) {
        course.add("evaluated " + evaluated.step() + evaluated.metrics() + evaluated.best());
      }
    }
    return course;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: {kind: sgd, learning-rate: 0.1}",
        "optimizer: {kind: nesterov, learning-rate: 0.1, clip-norm: 0.2}",
        "optimizer: {kind: adam, learning-rate: 0.05, average-decay: 0.9}",
        "optimizer: {kind: amsgrad, learning-rate: 0.05}",
        "optimizer: {kind: adagrad, learning-rate: 0.1}\npenalty: {l1: 0.001, l2: 0.01}",
        "optimizer: {kind: rmsprop, learning-rate: 0.01, momentum: 0.9}",
        "optimizer: {kind: lamb, learning-rate: 0.02}",
        "optimizer: {kind: lion, learning-rate: 0.01}",
        "optimizer: {kind: ftrl, learning-rate: 0.1, l1: 0.01}",
        "optimizer: {kind: cocob}\nstop: {steps: 30, early: {patience: 30, keep: best}}",
        "optimizer: {kind: dowg}\nschedule: {kind: cosine}",
        "optimizer: {kind: prodigy}\nsynchronize: {local-steps: 4, local-state: keep}",
        "optimizer: {kind: schedule-free-sgd}\nschedule: {warmup-steps: 4}",
        "optimizer: {kind: schedule-free-adamw}\n"
            + "stop: {steps: 30, early: {patience: 30, keep: best}}",
        "optimizer: {kind: schedule-free-sgd}\nsynchronize: {local-steps: 4}",
        "optimizer: {kind: cocob}\nsynchronize: {local-steps: 4, start-local-at: 5}",
        "batch: {size: 20, sampling: replacement, accumulation-steps: 2}",
        "batch: {size: 30, sampling: block-shuffle}",
        "batch: {size: 1, sampling: bernoulli}",
        "batch: {fraction: 0.1, sampling: bernoulli}",
        "batch: {full: true}",
        "schedule: {kind: cosine, warmup-steps: 4}",
        "schedule: {kind: plateau, patience: 0, threshold: 0.05, factor: 0.5, cooldown: 1}",
        "stop: {steps: 30, early: {metric: accuracy, patience: 3, min-delta: 0.02}}",
        "stop: {steps: 30, early: {patience: 30, keep: best}}",
        "stop: {steps: 30, tolerance: 0.5}\nbatch: {size: 100}",
        "compression: {kind: threshold, threshold: 0.02, snapshot-every: 2}",
        "synchronize: {local-steps: 4}\noptimizer: {kind: adam, learning-rate: 0.05}",
        "synchronize: {local-steps: 4, local-state: keep}\noptimizer: {kind: adam}",
        "synchronize: {local-steps: 4, local-precision: float32}\noptimizer: {kind: adagrad}",
        "synchronize: {local-steps: 4, local-state: reset, outer: {kind: nesterov}}\n"
            + "optimizer: {kind: momentum, average-decay: 0.8}",
        "synchronize: {local-steps: 3, start-local-at: 5, local-state: keep}\n"
            + "optimizer: {kind: adagrad}",
        "compression: {kind: int8}",
        "compression: {kind: random-k, ratio: 0.3}",
        "compression: {kind: top-k, ratio: 0.2, snapshot-every: 3}",
        "compression: {kind: sign, start-step: 8}",
        "compression: {kind: power-sgd, rank: 1, broadcast: bf16}",
        "compression: {kind: top-k, ratio: 0.3}\n"
            + "synchronize: {local-steps: 4, local-state: keep}\noptimizer: {kind: adam}",
      })
  void aKilledRunGoesOnAsIfNothingHadHappened(String settings) throws IOException {
    assertGoesOn(LOGISTIC, settings);
  }

  static Stream<Arguments> otherModels() {
    ModelSpec mlp =
        new ModelSpec.Mlp(List.of(5, 4), Activation.RELU, ModelSpec.Output.SOFTMAX, 1, 0.3, 0.1);
    ModelSpec machine = new ModelSpec.FactorizationMachine(3, ModelSpec.Output.LOGISTIC, 1, 0.1);
    return Stream.of(mlp, machine)
        .map(spec -> spec.build(FEATURES, 2, ModelSpec.Intercept.FITTED))
        .flatMap(
            objective ->
                Stream.of(
                        "optimizer: {kind: adamw, learning-rate: 0.05}",
                        "batch: {size: 7, accumulation-steps: 3}\noptimizer: {kind: lamb}",
                        "synchronize: {local-steps: 4}\noptimizer: {kind: adam}",
                        "synchronize: {local-steps: 4, local-state: keep}\n"
                            + "optimizer: {kind: adagrad}",
                        "compression: {kind: top-k, ratio: 0.2}",
                        "compression: {kind: power-sgd, rank: 1}",
                        "compression: {kind: int8}\n"
                            + "synchronize: {local-steps: 3, local-state: reset}")
                    .map(settings -> Arguments.of(objective, settings)));
  }

  @ParameterizedTest
  @MethodSource("otherModels")
  void modelsThatAreNotLinearGoOnAsWell(Objective objective, String settings) throws IOException {
    assertGoesOn(objective, settings);
  }

  private void assertGoesOn(Objective objective, String settings) throws IOException {
    List<String> lines = new ArrayList<>(List.of(settings.split("\n")));
    addUnlessGiven(lines, "batch", "batch: {size: 14}");
    addUnlessGiven(lines, "stop", "stop: {steps: " + END + "}");
    lines.add("evaluate: {every-steps: 3}");
    TrainingPlan plan = TestRuns.plan(objective, lines.toArray(String[]::new));
    TestRuns.Run whole = run(plan, train, RunControl.none());

    int lives = 0;
    for (long killAt : new long[] {6, 13, 19}) {
      long saved = newestStep();
      if (killAt > saved && killAt < whole.result().steps()) {
        RunControl control = control(4);
        assertThatThrownBy(() -> run(plan, train, control, killAfter(killAt)))
            .hasCauseInstanceOf(Killed.class);
        lives++;
      }
    }
    long saved = newestStep();
    TestRuns.Run last = run(plan, train, control(4));

    assertThat(lives).isGreaterThan(0);
    assertThat(saved).isBetween(4L, 18L);
    assertThat(last.events(Started.class)).extracting(Started::step).containsExactly(saved);
    assertThat(course(last, saved)).isEqualTo(course(whole, saved)).isNotEmpty();
    assertThat(last.result().weights().last()).isEqualTo(whole.result().weights().last());
    assertThat(last.weights()).isEqualTo(whole.weights());
    assertThat(last.result().weights().keptStep()).isEqualTo(whole.result().weights().keptStep());
    assertThat(last.result().bytes()).isEqualTo(whole.result().bytes());
    assertThat(last.result().rows()).isEqualTo(whole.result().rows());
    assertThat(last.result().status()).isEqualTo(whole.result().status());
    assertThat(last.result().reason()).isEqualTo(whole.result().reason());
    assertThat(last.result().best().map(TrainingResult.Point::step))
        .isEqualTo(whole.result().best().map(TrainingResult.Point::step));
    assertThat(last.result().phases()).containsKey(Phase.CHECKPOINT);
  }

  private static void addUnlessGiven(List<String> lines, String group, String usual) {
    if (lines.stream().noneMatch(line -> line.startsWith(group + ":"))) {
      lines.add(usual);
    }
  }

  private long newestStep() throws IOException {
    return folder()
        .newest(warning -> {})
        .map(found -> ((Number) found.state().facts().get("step")).longValue())
        .orElse(0L);
  }

  @Test
  void aFinishedRunGoesOnWithMoreStepsAsIfThoseHadBeenPlanned() throws IOException {
    String[] settings = {"batch: {size: 10}", "evaluate: {every-steps: 7}", "stop: {steps: 40}"};
    TrainingPlan forty = TestRuns.plan(LOGISTIC, settings);
    settings[2] = "stop: {steps: 20}";
    run(TestRuns.plan(LOGISTIC, settings), train, control(1000));
    TestRuns.Run more = run(forty, train, control(1000));
    TestRuns.Run whole = run(forty, train, RunControl.none());

    assertThat(more.events(Started.class)).extracting(Started::step).containsExactly(20L);
    assertThat(more.weights()).isEqualTo(whole.weights());
    assertThat(course(more, 20)).isEqualTo(course(whole, 20));
  }

  /**
   * 300 rows: 11 batches of 28 are not whole epochs, nor 25 steps whole rounds of 4. What the end
   * of a run takes from its last round, a longer run has.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{size: 28} | epochs: 1 | epochs: 2 | 10",
        "{size: 28, sampling: block-shuffle} | epochs: 1.5 | epochs: 3.25 | 16",
        "{size: 28, sampling: replacement} | epochs: 1 | epochs: 2 | 10",
        "{size: 28, sampling: bernoulli} | epochs: 1 | epochs: 2 | 11",
        "{fraction: 0.07} | epochs: 1 | epochs: 2 | 15",
        "{size: 28, accumulation-steps: 3} | epochs: 1 | epochs: 2 | 3",
        "{size: 30} | epochs: 1 | epochs: 2 | 10",
        "{full: true} | epochs: 2 | epochs: 5 | 2",
        "{size: 28}, synchronize: {local-steps: 4} | epochs: 1 | epochs: 3 | 8",
        "{size: 28}, synchronize: {local-steps: 4, local-state: keep} | epochs: 1 | epochs: 2 | 8",
        "{size: 30}, synchronize: {local-steps: 4} | steps: 25 | steps: 40 | 24",
        "{size: 30}, synchronize: {local-epochs: 0.7} | epochs: 1 | epochs: 2 | 7",
        "{size: 28}, compression: {kind: top-k, ratio: 0.3} | epochs: 1 | epochs: 2 | 10",
      })
  void aFinishedRunGoesOnWithTheRowsOfALongerOne(
      String batch, String stop, String longer, long from) throws IOException {
    String job = "{optimizer: {kind: adam, learning-rate: 0.05}, batch: " + batch + ", stop: {";
    TrainingPlan shortPlan = planOf(job + stop + "}}");
    TrainingPlan longPlan = planOf(job + longer + "}}");
    TestRuns.Run first = run(shortPlan, train, control(3));
    TestRuns.Run again = run(shortPlan, train, control(1000));
    TestRuns.Run more = run(longPlan, train, control(1000));
    TestRuns.Run whole = run(longPlan, train, RunControl.none());

    assertThat(again.weights()).isEqualTo(first.weights());
    assertThat(again.result().rows()).isEqualTo(first.result().rows());
    assertThat(more.events(Started.class)).extracting(Started::step).containsExactly(from);
    assertThat(more.weights()).isEqualTo(whole.weights());
    assertThat(more.result().rows()).isEqualTo(whole.result().rows());
    assertThat(course(more, from)).isEqualTo(course(whole, from)).isNotEmpty();
  }

  private static TrainingPlan planOf(String flow) {
    return TestRuns.plan(LOGISTIC, flow.substring(1, flow.length() - 1).split(", (?=[a-z]+: \\{)"));
  }

  @Test
  void aRunThatPassedRowsWithoutWeightGoesOnAsIfNothingHadHappened() throws IOException {
    TrainingPlan plan =
        TestRuns.plan(LOGISTIC, "batch: {size: 7}", "stop: {epochs: 2}", "optimizer: {kind: adam}");
    try (BlockSet rows = SharedSpark.blocks(TestRuns.weightedEvery(23, ROWS), 120, 180)) {
      TestRuns.Run whole = run(plan, rows, RunControl.none());
      RunControl control = control(2);
      assertThatThrownBy(() -> run(plan, rows, control, killAfter(9)))
          .hasCauseInstanceOf(Killed.class);
      long saved = newestStep();
      TestRuns.Run last = run(plan, rows, control(2));

      assertThat(saved).isPositive();
      assertThat(last.weights()).isEqualTo(whole.weights());
      assertThat(course(last, saved)).isEqualTo(course(whole, saved)).isNotEmpty();
      assertThat(last.result().rows()).isEqualTo(whole.result().rows()).isEqualTo(600);
      assertThat(last.result().steps()).isEqualTo(whole.result().steps());
    }
  }

  @Test
  void aScheduleOfTheRunsLengthForbidsAnotherLength() throws IOException {
    String[] settings = {"schedule: {kind: cosine}", "stop: {steps: 10}"};
    run(TestRuns.plan(LOGISTIC, settings), train, control(5));
    settings[1] = "stop: {steps: 20}";
    TrainingPlan longer = TestRuns.plan(LOGISTIC, settings);
    RunControl control = control(5);

    assertThatThrownBy(() -> run(longer, train, control))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(
            "Invalid stop: the schedule lasts as long as the run, 10 steps in the checkpoint, now"
                + " 20 (allowed: the same; schedule.steps gives a schedule its own length)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"label", "partitions", "rows", "validation"})
  void otherRowsAreRefused(String what) throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 4}", "batch: {size: 10}");
    run(plan, train, control(2));
    RunControl control = control(2);
    RowBlock others = TestRuns.twoClasses(300, FEATURES, what.equals("label") ? 8 : 5);
    BlockSet changed =
        what.equals("partitions")
            ? SharedSpark.blocks(others, 121, 4, 175)
            : what.equals("rows")
                ? SharedSpark.blocks(TestRuns.twoClasses(299, FEATURES, 5), 120, 5, 174)
                : SharedSpark.blocks(others, 120, 5, 175);
    double[] start = LOGISTIC.initialParameters(1);
    Optional<BlockSet> held = Optional.of(what.equals("validation") ? changed : validation);
    try (changed) {
      BlockSet rows = what.equals("validation") ? train : changed;
      assertThatThrownBy(() -> new Trainer(plan, List.of()).fit(rows, held, start, control))
          .isInstanceOf(CheckpointException.class)
          .hasMessageStartingWith("The data is not that of the checkpoint: ")
          .hasMessageContaining(what.equals("validation") ? "validation." : "training.content");
    }
  }

  @Test
  void aRunThatIsAskedToStopSavesItsStateAtOnce() throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 30}", "batch: {size: 10}");
    RunControl control = control(1000);
    TestRuns.Run stopped =
        run(
            plan,
            train,
            control,
            event -> {
              if (event instanceof StepDone step && step.step() == 17) {
                control.stop().ask("Stopped.");
              }
            });

    assertThat(stopped.result().status()).isEqualTo(RunStatus.INTERRUPTED);
    assertThat(stopped.result().reason()).isEqualTo("Stopped.");
    assertThat(newestStep()).isEqualTo(17);
    assertThat(run(plan, train, control(1000)).weights())
        .isEqualTo(run(plan, train, RunControl.none()).weights());
  }

  @Test
  void checkpointsComeAfterTheFirstRoundThatEndsAtTheirStepOrBeyond() throws IOException {
    TrainingPlan plan =
        TestRuns.plan(
            LOGISTIC, "stop: {steps: 24}", "batch: {size: 10}", "synchronize: {local-steps: 4}");
    TestRuns.Run run = run(plan, train, control(6));

    assertThat(run.events(Checkpointed.class))
        .extracting(Checkpointed::step)
        .containsExactly(8L, 12L, 20L, 24L);
    assertThat(run.events(Checkpointed.class))
        .allSatisfy(saved -> assertThat(saved.bytes()).isGreaterThan(100));
  }

  @Test
  void aSaveThatFailsIsToldAndTheRunGoesOn() throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 9}", "batch: {size: 10}");
    Path blocked = directory.resolve("saved/attempt-000001-step-000000000003");
    RunControl control = control(3);
    // A folder that cannot be made: a file in its place that cannot be removed is not to be had.
    TestRuns.Run run =
        run(
            plan,
            train,
            control,
            event -> {
              if (event instanceof StepDone step && step.step() == 3) {
                move(true);
              } else if (event instanceof CheckpointFailed) {
                move(false);
              }
            });

    assertThat(run.events(CheckpointFailed.class))
        .singleElement()
        .satisfies(
            failed -> {
              assertThat(failed.step()).isEqualTo(3);
              assertThat(failed.reason()).isNotBlank();
            });
    assertThat(blocked).doesNotExist();
    assertThat(run.events(Checkpointed.class))
        .extracting(Checkpointed::step)
        .containsExactly(6L, 9L);
    assertThat(run.result().steps()).isEqualTo(9);
  }

  @Test
  void aSaveThatFailsEndsARunThatShallNotGoOnWithout() throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 90}", "batch: {size: 10}");
    RunControl control = control(3, OnFailure.FAIL);
    assertThatThrownBy(
            () ->
                run(
                    plan,
                    train,
                    control,
                    event -> {
                      // The step's end would be too early: the save may be under way yet.
                      if (event instanceof Checkpointed saved && saved.step() == 9) {
                        move(true);
                      }
                    }))
        .cause()
        .isInstanceOf(SaveFailedException.class)
        .hasMessageStartingWith("Cannot save the checkpoint of step 12: ")
        .hasMessageEndingWith(" (checkpoint.on-failure: fail; the one before it is still there)");
    move(false);

    assertThat(newestStep()).isEqualTo(9);
    assertThat(run(plan, train, control(3)).weights())
        .isEqualTo(run(plan, train, RunControl.none()).weights());
  }

  @Test
  void stepsAreMadeWhileACheckpointIsWritten() throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 40}", "batch: {size: 10}");
    List<String> writers = new ArrayList<>();
    TestRuns.Run run =
        run(
            plan,
            train,
            control(5),
            event -> {
              if (event instanceof StepDone) {
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter("spark-sgd-checkpoint"::equals)
                    .forEach(writers::add);
              }
            });

    assertThat(writers).isNotEmpty();
    assertThat(run.events(Checkpointed.class))
        .extracting(Checkpointed::step)
        .containsExactly(5L, 10L, 15L, 20L, 25L, 30L, 35L, 40L);
    assertThat(run.events(Checkpointed.class))
        .allSatisfy(
            saved -> assertThat(saved.stalledSeconds()).isLessThanOrEqualTo(saved.saveSeconds()))
        .anySatisfy(saved -> assertThat(saved.stalledSeconds()).isLessThan(saved.saveSeconds()));
  }

  /** Puts a file where the folder of the checkpoints is, or the folder back. */
  private void move(boolean away) {
    Path saved = directory.resolve("saved");
    Path aside = directory.resolve("aside");
    try {
      if (away) {
        Files.move(saved, aside);
        Files.writeString(saved, "not a folder");
      } else if (Files.exists(aside)) {
        Files.delete(saved);
        Files.move(aside, saved);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theEarlierOfTwoRunsWithOneFolderEnds() throws IOException {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, "stop: {steps: 9}", "batch: {size: 10}");
    RunControl first = control(3);
    control(3);

    assertThatThrownBy(() -> run(plan, train, first)).hasCauseInstanceOf(FencedException.class);
    try (Stream<Path> files = Files.list(directory.resolve("saved"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("attempt-000002");
    }
  }
}
