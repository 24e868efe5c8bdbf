package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.RunStatus;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.round.PartitionStates;
import io.sparksgd.testkit.OwnSpark;
import io.sparksgd.testkit.TestRuns;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkEnv;
import org.apache.spark.storage.BlockId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nothing grows with the number of steps: not the heap, not what Spark keeps. Times are printed for
 * whoever reads the log; they are of this machine and of what else it does, so nothing is asserted
 * about them. A leak of a kilobyte a step shows; of 200 bytes, in the full run: {@code
 * -Dlong.run.factor=5} for 50,000 steps and 4,800 rounds with error feedback.
 */
class LongRunIT {
  private static final int FEATURES = 10;
  private static final Objective LOGISTIC = TestRuns.logistic(FEATURES);
  private static final long MEGABYTE = 1L << 20;
  private static final int SAVE_EVERY = 32;
  private static final int READINGS = 10;
  private static final int FACTOR = Integer.getInteger("long.run.factor", 1);

  private OwnSpark spark;
  private BlockSet rows;

  @BeforeEach
  void start() {
    spark = OwnSpark.start("local[2]");
    rows = spark.blocks(TestRuns.twoClasses(1000, FEATURES, 7), 400, 600);
  }

  @AfterEach
  void stop() {
    spark.close();
  }

  /** What is there at a moment of a run, after garbage collection. */
  private record Reading(long step, long heap, long broadcastBlocks, int persisted) {}

  /** A moment: by the clock, and by the processors' time that this process has used, in ms. */
  private record Mark(double wall, double processors) {
    static Mark now() {
      Duration used = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      return new Mark(System.nanoTime() / 1e6, used.toNanos() / 1e6);
    }

    /** Since an earlier moment, for each step. */
    Mark since(Mark earlier, long steps) {
      return new Mark((wall - earlier.wall) / steps, (processors - earlier.processors) / steps);
    }
  }

  private final class Readings implements TrainingListener {
    private final List<Reading> readings = new ArrayList<>();
    private final long every;
    private final long window;
    private final long steps;
    private Mark first;
    private Mark last;
    private Mark begin;

    Readings(long every, long window, long steps) {
      this.every = every;
      this.window = window;
      this.steps = steps;
    }

    @Override
    public void on(TrainingEvent event) {
      if (!(event instanceof StepDone done)) {
        return;
      }
      time(done.step());
      if (done.step() % every == every / 2) {
        readings.add(read(done.step()));
      }
    }

    /** Windows without a reading in them: the one before the first, and the last one. */
    private void time(long step) {
      long before = every / 2 - 1;
      if (step == before - window || step == steps - window) {
        begin = Mark.now();
      } else if (step == before) {
        first = Mark.now().since(begin, window);
      } else if (step == steps) {
        last = Mark.now().since(begin, window);
      }
    }

    private Reading read(long step) {
      return new Reading(
          step,
          heapAfterCollection(),
          broadcastBlocks(),
          spark.context().getPersistentRDDs().size());
    }

    private void report(String name) {
      System.out.printf(
          "%s: %.3f ms a step at the beginning, %.3f at the end (ratio %.2f);"
              + " of the processors %.3f and %.3f (ratio %.2f)%n",
          name,
          first.wall,
          last.wall,
          last.wall / first.wall,
          first.processors,
          last.processors,
          last.processors / first.processors);
      readings.forEach(reading -> System.out.println("  " + reading));
    }
  }

  /** Spark frees what is no longer referenced some time after a collection. */
  private static long heapAfterCollection() {
    long used = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      used = Math.min(used, runtime.totalMemory() - runtime.freeMemory());
      OwnSpark.pause(250);
    }
    return used;
  }

  private static long broadcastBlocks() {
    return SparkEnv.get().blockManager().getMatchingBlockIds(BlockId::isBroadcast).size();
  }

  private Readings train(Readings readings, String... settings) {
    TrainingPlan plan = TestRuns.plan(LOGISTIC, settings);
    double[] start = LOGISTIC.initialParameters(plan.seed());
    new Trainer(plan, List.of(readings)).fit(rows, Optional.empty(), start);
    return readings;
  }

  private static void assertFlat(List<Reading> readings) {
    // From the second one on: Spark's own histories of jobs and stages are full by then.
    Reading before = readings.get(1);
    assertThat(readings.subList(2, readings.size()))
        .allSatisfy(
            reading -> {
              assertThat(reading.heap()).isLessThan(before.heap() + 10 * MEGABYTE);
              assertThat(reading.persisted()).isEqualTo(before.persisted());
            });
  }

  @Test
  void thousandsOfStepsHoldTheirMemory() {
    // From the second reading on, Spark's histories of a thousand jobs and stages are full.
    int every = 1_000 * FACTOR;
    Readings readings =
        train(
            new Readings(every, every / 4, (long) READINGS * every),
            "batch: {size: 2}",
            "stop: {steps: " + READINGS * every + "}",
            "optimizer: {kind: adam, learning-rate: 0.001}");
    readings.report(READINGS * every + " synchronous steps");
    assertThat(readings.readings).hasSize(READINGS);
    assertFlat(readings.readings);
    // One of each stage that Spark still knows of.
    assertThat(readings.readings).allMatch(reading -> reading.broadcastBlocks() < 50);
  }

  @Test
  void roundsWithErrorFeedbackHoldTheirMemory() {
    // An odd number of saves from one to the next: readings are in the middle between two saves.
    int every = 3 * FACTOR * SAVE_EVERY;
    Readings readings =
        train(
            new Readings(every, SAVE_EVERY, (long) READINGS * every),
            "batch: {size: 2}",
            "stop: {steps: " + READINGS * every + "}",
            "compression: {kind: top-k, ratio: 0.2, snapshot-every: " + SAVE_EVERY + "}");
    readings.report(READINGS * every + " rounds with error feedback");
    assertThat(readings.readings).hasSize(READINGS);
    assertFlat(readings.readings.subList(1, READINGS));
    assertThat(readings.readings).allMatch(reading -> reading.broadcastBlocks() < 4 * SAVE_EVERY);
    assertThat(readings.readings).allMatch(reading -> reading.persisted() == 2);
  }

  /** The longest lineage that a plan may ask for, twice. */
  @Test
  void theLongestLineageFitsTheStacksOfThreads() {
    TrainingPlan plan =
        TestRuns.plan(
            LOGISTIC,
            "batch: {size: 2}",
            "stop: {steps: " + (2 * PartitionStates.MOST_ROUNDS + 1) + "}",
            "compression: {kind: sign, snapshot-every: " + PartitionStates.MOST_ROUNDS + "}");
    assertThat(TestRuns.fit(plan, rows).result().status()).isEqualTo(RunStatus.COMPLETED);
  }

  @Test
  void aStoppedSparkIsTheFailureThatTheRunReports() {
    TrainingPlan plan =
        TestRuns.plan(
            LOGISTIC, "batch: {size: 2}", "stop: {steps: 50}", "compression: {kind: sign}");
    TrainingListener stopping =
        event -> {
          if (event instanceof StepDone done && done.step() == 20) {
            spark.close();
          }
        };
    assertThatThrownBy(
            () ->
                new Trainer(plan, List.of(stopping))
                    .fit(rows, Optional.empty(), LOGISTIC.initialParameters(0)))
        .isInstanceOf(TrainingFailedException.class)
        .hasMessageContaining("stopped SparkContext");
  }
}
