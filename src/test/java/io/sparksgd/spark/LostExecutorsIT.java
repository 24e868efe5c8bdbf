package io.sparksgd.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.compress.CompressionSpec;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Objective;
import io.sparksgd.spark.input.BlockSet;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executors that are killed take rows, tasks and memories with them, and change no bit. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostExecutorsIT {
  private static final int ROUNDS = 20;
  private static final int ROUNDS_OF_ROWS = 4;

  @TempDir private Path checkpoints;
  private OwnSpark spark;
  private BlockSet rows;

  @BeforeEach
  void start() {
    spark = OwnSpark.start(OwnSpark.CLUSTER, "spark.task.maxFailures=10");
    spark.context().setCheckpointDir(checkpoints.toUri().toString());
    rows = FaultJobs.rows(spark);
  }

  @AfterEach
  void stop() {
    spark.close();
  }

  private double[] train(Objective objective, String settings, TrainingListener... told) {
    return FaultJobs.train(rows, objective, ROUNDS, settings, told);
  }

  static List<String> modes() {
    return List.of(
        FaultJobs.SYNCHRONOUS,
        FaultJobs.TOP_K,
        FaultJobs.localRounds("average"),
        FaultJobs.localRounds("keep"));
  }

  @ParameterizedTest
  @MethodSource("modes")
  void anExecutorThatDiesInTheMiddleOfATaskChangesNothing(String settings) {
    double[] expected = train(FaultJobs.objective(), settings);
    Objective killing = new FaultyObjective(FaultJobs.objective(), FaultyObjective.killing(19));
    for (int i = 0; i < (settings.equals(FaultJobs.SYNCHRONOUS) ? 20 : 5); i++) {
      int before = spark.log().lost();
      assertThat(train(killing, settings)).containsExactly(expected);
      assertThat(spark.log().lost()).isGreaterThan(before);
    }
    assertThat(spark.log().executorsRemoved()).isPositive();
  }

  /** Eight rounds from one save to the next: the last ones of a lost partition are made again. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void memoriesOfLostExecutorsAreMadeAgain(int executors) {
    for (String settings :
        List.of(FaultJobs.TOP_K, FaultJobs.compressed("sign, snapshot-every: 8"))) {
      double[] expected = train(FaultJobs.objective(), settings);
      LongAccumulator gradients = spark.context().sc().longAccumulator();
      Objective counting =
          new FaultyObjective(FaultJobs.objective(), FaultyObjective.counting(gradients));

      assertThat(train(counting, settings)).containsExactly(expected);
      assertThat(gradients.sum()).isEqualTo((long) ROUNDS * ROUNDS_OF_ROWS);
      gradients.reset();
      assertThat(train(counting, settings, killAfter(executors, 6))).containsExactly(expected);
      assertThat(gradients.sum()).isGreaterThan((long) ROUNDS * ROUNDS_OF_ROWS + 6);
    }
  }

  private TrainingListener killAfter(int executors, Integer... steps) {
    return event -> {
      if (event instanceof StepDone done && Arrays.asList(steps).contains((int) done.step())) {
        kill(executors, event);
      }
    };
  }

  private void kill(int executors, TrainingEvent when) {
    List<ProcessHandle> running = spark.executors();
    assertThat(running).as("executors at %s", when).isNotEmpty();
    int count = Math.min(executors, running.size());
    int removed = spark.log().executorsRemoved();
    running.subList(0, count).forEach(ProcessHandle::destroyForcibly);
    while (spark.log().executorsRemoved() < removed + count) {
      OwnSpark.pause(10);
    }
  }

  @Test
  void sumsOfATreeAreTheSameWhenExecutorsAreLost() {
    int[] partitionRows = {40, 60, 0, 70, 80, 50, 30, 20, 50};
    try (BlockSet many = spark.blocks(FaultJobs.weightedClasses(), partitionRows)) {
      double[] expected = treeSum(many, FaultJobs.objective());
      Objective killing = new FaultyObjective(FaultJobs.objective(), FaultyObjective.killing(3));
      for (int i = 0; i < 12; i++) {
        assertThat(treeSum(many, killing)).containsExactly(expected);
      }
    }
    assertThat(spark.log().lost()).isPositive();
  }

  private static double[] treeSum(BlockSet rows, Objective objective) {
    Wire exact = Wire.of(new CompressionSpec.None(), objective.layout(), Wire.Rest.LOST, 0);
    Round round = new Round(Round.Kind.SYNCHRONOUS, 0, 0, 0, 1, 1);
    double[] at = new double[objective.layout().size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.sin(i);
    }
    RoundJobs tree =
        new RoundJobs(rows, objective, new FullSampler(rows.rows()), Optional.empty(), 0);
    try (PublishedWeights weights = PublishedWeights.of(rows.rdd().context(), at)) {
      return tree.add(tree.gradients(round, weights, exact)).sum().gradient().clone();
    }
  }
}
