package io.sparksgd.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.data.RowBlock;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.TrainingPlan;
import io.sparksgd.testkit.SharedSpark;
import io.sparksgd.testkit.TestRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import org.apache.spark.SparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The levels in which contributions are added: how many, of what, and what they change. */
class AggregationDepthTest {
  private static final int FEATURES = 12;
  private static final int STEPS = 6;
  private static final Objective OBJECTIVE = TestRuns.logistic(FEATURES);
  private static final RowBlock ROWS = TestRuns.twoClasses(500, FEATURES, 11);
  private static final int[] PARTITIONS = {30, 70, 100, 0, 100, 50, 50, 20, 80};

  /** A run and the stages of its jobs. */
  private record Watched(double[] weights, List<Integer> stages, List<StepDone> steps) {}

  private static Watched run(String synchronize, String... more) throws Exception {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "batch: {full: true}",
                "optimizer: {kind: adam, learning-rate: 0.05}",
                "stop: {steps: " + STEPS + "}",
                "synchronize: {" + synchronize + "}"));
    settings.addAll(List.of(more));
    TrainingPlan plan = TestRuns.plan(OBJECTIVE, settings.toArray(new String[0]));
    SparkContext context = SharedSpark.session().sparkContext();
    List<Integer> stages = Collections.synchronizedList(new ArrayList<>());
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            stages.add(job.stageInfos().size());
          }
        };
    try (BlockSet rows = SharedSpark.blocks(ROWS, PARTITIONS)) {
      context.listenerBus().waitUntilEmpty();
      context.addSparkListener(listener);
      TestRuns.Run run = TestRuns.fit(plan, rows);
      context.listenerBus().waitUntilEmpty();
      return new Watched(run.weights(), List.copyOf(stages), run.events(StepDone.class));
    } finally {
      context.removeSparkListener(listener);
    }
  }

  private static long bytes(Watched run) {
    return run.steps().get(0).bytes().returned();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "every: step | 2 | 2 | 3",
        "every: step | 3 | 2 | 3",
        "every: step | 4 | 4 | 2",
        "local-steps: 1 | 2 | 2 | 3",
      })
  void everyLevelIsAStageAndTheDriverAddsTheLast(String rounds, int depth, int stages, int sums)
      throws Exception {
    Watched flat = run(rounds + ", aggregation-depth: 1");
    Watched tree = run(rounds + ", aggregation-depth: " + depth);
    Watched again = run(rounds + ", aggregation-depth: " + depth);

    assertThat(flat.stages()).hasSize(STEPS).containsOnly(1);
    assertThat(tree.stages()).hasSize(STEPS).containsOnly(stages);
    // The partition without rows is not asked.
    long one = bytes(flat) / (PARTITIONS.length - 1);
    assertThat(bytes(tree)).isEqualTo(sums * one);
    for (int i = 0; i < flat.weights().length; i++) {
      assertThat(tree.weights()[i]).isCloseTo(flat.weights()[i], within(1e-9));
    }
    assertThat(again.weights()).containsExactly(tree.weights());
  }

  @Test
  void whatIsNotToldStaysOnTheDriverWhileItIsSmall() throws Exception {
    assertThat(run("every: step").stages()).hasSize(STEPS).containsOnly(1);
    assertThat(run("every: step").weights()).containsExactly(run("aggregation-depth: 1").weights());
  }

  @Test
  void theSumsOfCompressedContributionsTravelAsTheyAre() throws Exception {
    String bf16 = "compression: {kind: bf16}";
    double[] flat = run("aggregation-depth: 1", bf16).weights();
    double[] tree = run("aggregation-depth: 2", bf16).weights();

    assertThat(flat).isNotEqualTo(run("aggregation-depth: 1").weights());
    for (int i = 0; i < flat.length; i++) {
      assertThat(tree[i]).isCloseTo(flat[i], within(1e-9));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "9, 2, 3",
    "10, 2, 4",
    "100, 2, 10",
    "8, 3, 2",
    "9, 3, 3",
    "1000, 3, 10",
    "9, 4, 2",
    "5, 99, 2"
  })
  void groupsAreTheSmallestWithWhichTheDepthSuffices(int partitions, int depth, int size) {
    assertThat(TreeAggregation.groupSize(partitions, depth)).isEqualTo(size);
  }

  @ParameterizedTest
  @CsvSource({"65, 4, 2", "65, 3, 1", "64, 100, 1"})
  void byItselfATreeIsForManyBytesOfSomePartitions(long mebibytes, int partitions, int levels) {
    AggregationDepth automatic = AggregationDepth.of(OptionalInt.empty());

    assertThat(automatic.levels(mebibytes << 20, partitions)).isEqualTo(levels);
  }

  @Test
  void twoPartitionsAreNoTree() {
    AggregationDepth three = AggregationDepth.of(OptionalInt.of(3));

    assertThat(three.levels(1, 2)).isEqualTo(1);
    assertThat(three.levels(1, 3)).isEqualTo(3);
  }
}
