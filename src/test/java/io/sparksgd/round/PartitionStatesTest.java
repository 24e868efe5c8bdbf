package io.sparksgd.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.InvalidPlanException;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.FaultyObjective;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import io.sparksgd.train.Trainer;
import io.sparksgd.train.TrainingFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run with memories leaves behind: nothing, in the cache and in files, however it ends. */
class PartitionStatesTest {
  private static final int FEATURES = 20;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final String TOP_K = "compression: {kind: top-k, ratio: 0.1, snapshot-every: 3}";

  @TempDir private Path folder;

  private static BlockSet rows() {
    return SharedSpark.blocks(TestRuns.twoClasses(200, FEATURES, 9), 90, 110);
  }

  private double[] train(
      Objective objective, BlockSet rows, String compression, TrainingListener... listeners) {
    TrainingPlan plan =
        scratch(TestRuns.plan(objective, compression, "batch: {size: 20}", "stop: {steps: 11}"));
    double[] start = objective.initialParameters(0);
    return new Trainer(plan, List.of(listeners))
        .fit(rows, Optional.empty(), start)
        .weights()
        .last();
  }

  private TrainingPlan scratch(TrainingPlan plan) {
    return new TrainingPlan(
        plan.name(),
        plan.objective(),
        plan.penalty(),
        plan.batch(),
        plan.optimizer(),
        plan.schedule(),
        plan.scaling(),
        plan.synchronize(),
        plan.compression(),
        plan.stop(),
        plan.evaluate(),
        plan.guard(),
        plan.seed(),
        Optional.of(folder.resolve("rounds").toUri().toString()));
  }

  private static TrainingListener after(long step, Runnable action) {
    return event -> {
      if (event instanceof StepDone done && done.step() == step) {
        action.run();
      }
    };
  }

  private List<String> files() {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> !file.equals(folder))
          .map(file -> folder.relativize(file).toString())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int persisted() {
    return SharedSpark.context().getPersistentRDDs().size();
  }

  @Test
  void onlyTheLastSaveIsKeptAndNothingIsLeftAtTheEnd() {
    try (BlockSet rows = rows()) {
      int before = persisted();
      List<String> during = new ArrayList<>();
      train(LOGISTIC, rows, TOP_K, after(7, () -> during.addAll(files())));

      assertThat(during)
          .filteredOn(file -> file.matches("rounds-[-0-9a-f]+/1/part-[^/]+"))
          .hasSize(2);
      assertThat(during).noneMatch(file -> file.matches("rounds-[-0-9a-f]+/0.*"));
      assertThat(files()).isEmpty();
      assertThat(persisted()).isEqualTo(before);
    }
  }

  @Test
  void aRunThatEndsBeforeItsFirstSaveMakesNoFolder() {
    try (BlockSet rows = rows()) {
      List<String> during = new ArrayList<>();
      train(LOGISTIC, rows, TOP_K.replace("3}", "12}"), after(11, () -> during.addAll(files())));
      assertThat(during).isEmpty();
    }
  }

  @Test
  void lineagesTooLongForAStackAreRefused() {
    try (BlockSet rows = rows()) {
      assertThatThrownBy(() -> train(LOGISTIC, rows, TOP_K.replace("3}", "129}")))
          .isInstanceOf(InvalidPlanException.class)
          .hasMessage("Invalid compression.snapshot-every: 129 rounds (allowed: up to 128)");
      train(LOGISTIC, rows, TOP_K.replace("3}", "128}"));
    }
  }

  @Test
  void nothingIsLeftWhenAListenerFails() {
    try (BlockSet rows = rows()) {
      int before = persisted();
      TrainingListener failing =
          after(
              8,
              () -> {
                assertThat(files()).isNotEmpty();
                throw new IllegalStateException("a failure of the test");
              });
      assertThatThrownBy(() -> train(LOGISTIC, rows, TOP_K, failing))
          .isInstanceOf(TrainingFailedException.class);
      assertThat(files()).isEmpty();
      assertThat(persisted()).isEqualTo(before);
    }
  }

  @Test
  void nothingIsLeftWhenTasksFail() {
    try (BlockSet rows = rows()) {
      int before = persisted();
      Objective failing = new FaultyObjective(LOGISTIC, new Switched());
      Switched.on = false;
      TrainingListener switching =
          after(
              8,
              () -> {
                assertThat(files()).isNotEmpty();
                Switched.on = true;
              });
      assertThatThrownBy(() -> train(failing, rows, TOP_K, switching))
          .isInstanceOf(TrainingFailedException.class)
          .hasMessageContaining("a failure of the test");
      assertThat(files()).isEmpty();
      assertThat(persisted()).isEqualTo(before);
    }
  }

  /** Fails every task once it is switched on; in the one JVM of local mode. */
  private static final class Switched extends FaultyObjective.Fault {
    private static final long serialVersionUID = 1L;
    private static volatile boolean on;

    @Override
    public void strike(TaskContext task) {
      if (on) {
        throw new IllegalStateException("a failure of the test");
      }
    }
  }

  @Test
  void runsAtTheSameTimeDoNotDisturbEachOther() {
    try (BlockSet rows = rows()) {
      double[] expected = train(LOGISTIC, rows, TOP_K);
      List<CompletableFuture<double[]>> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(CompletableFuture.supplyAsync(() -> train(LOGISTIC, rows, TOP_K)));
      }
      assertThat(runs).allSatisfy(run -> assertThat(run.join()).containsExactly(expected));
      assertThat(files()).isEmpty();
    }
  }
}
