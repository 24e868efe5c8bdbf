package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.config.CompressionConfig;
import io.sparksgd.config.Format;
import io.sparksgd.config.ValidationSource;
import io.sparksgd.exchange.Wires;
import io.sparksgd.input.TrainingInput;
import io.sparksgd.input.TrainingReader;
import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.input.blocks.ChangedInputException;
import io.sparksgd.input.format.InputOptions;
import io.sparksgd.input.format.LabelRule;
import io.sparksgd.monitor.TrainingEvent;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.monitor.TrainingListener;
import io.sparksgd.objective.Centring;
import io.sparksgd.objective.Objective;
import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.Round;
import io.sparksgd.round.RoundJobs;
import io.sparksgd.sample.FullSampler;
import io.sparksgd.spark.PublishedWeights;
import io.sparksgd.task.RunSetting;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.FaultyObjective;
import io.sparksgd.testkit.OwnSpark;
import io.sparksgd.testkit.TestRuns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.LongAccumulator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executors that are killed take rows, tasks and memories with them, and change no bit. One session
 * for all: it outlives every executor it began with. {@code -Dfaults.repetitions=4} loses four
 * times as many; {@code scripts/soak executors} is the long version.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LostExecutorsIT {
  /** Runs after which a fault must have struck. */
  private static final int MOST_TRIES = 12;

  private static final int ROUNDS = 20;
  private static final int PARTITIONS_WITH_ROWS = 4;
  private static final int FEWEST_MADE_AGAIN = 6;

  @TempDir private static Path checkpoints;
  private static OwnSpark spark;
  private static BlockSet rows;

  @BeforeAll
  static void start() {
    spark = OwnSpark.start(OwnSpark.CLUSTER);
    spark.context().setCheckpointDir(checkpoints.toUri().toString());
    rows = FaultJobs.rows(spark);
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  private static double[] train(Objective objective, String settings, TrainingListener... told) {
    return FaultJobs.train(rows, objective, ROUNDS, settings, told);
  }

  static List<String> modes() {
    return Stream.concat(
            Stream.of(FaultJobs.SYNCHRONOUS, FaultJobs.localRounds("average")), remembering())
        .toList();
  }

  static Stream<String> remembering() {
    return FaultJobs.REMEMBERING.stream();
  }

  @ParameterizedTest
  @MethodSource("modes")
  void anExecutorThatDiesInTheMiddleOfATaskChangesNothing(String settings) {
    double[] expected = train(FaultJobs.objective(), settings);
    Objective killing = new FaultyObjective(FaultJobs.objective(), FaultyObjective.killing(19));
    for (int i = 0; i < repetitions(settings); i++) {
      int before = spark.log().lost();
      for (int tries = 0; tries < MOST_TRIES && spark.log().lost() == before; tries++) {
        assertThat(train(killing, settings)).containsExactly(expected);
      }
      assertThat(spark.log().lost()).isGreaterThan(before);
    }
  }

  private static int repetitions(String settings) {
    return settings.equals(FaultJobs.SYNCHRONOUS)
        ? 2 * FaultJobs.REPETITIONS
        : FaultJobs.REPETITIONS;
  }

  /** One executor is killed after a round before the first save, all of them after a later one. */
  @ParameterizedTest
  @MethodSource("remembering")
  void memoriesOfLostExecutorsAreMadeAgain(String settings) {
    LongAccumulator gradients = spark.context().sc().longAccumulator();
    Objective counting =
        new FaultyObjective(FaultJobs.objective(), FaultyObjective.counting(gradients));
    double[] expected = train(counting, settings);
    long undisturbed = gradients.sum();
    assertThat(undisturbed).isGreaterThanOrEqualTo((long) ROUNDS * PARTITIONS_WITH_ROWS);

    gradients.reset();
    assertThat(train(counting, settings, new Killer(6, 14))).containsExactly(expected);
    // The rounds since the save, at least, of every partition: none has an executor left.
    assertThat(gradients.sum())
        .isGreaterThanOrEqualTo(undisturbed + (long) FEWEST_MADE_AGAIN * PARTITIONS_WITH_ROWS);
  }

  /** Kills executors between two rounds. */
  private static final class Killer implements TrainingListener {
    private final int oneAfter;
    private final int allAfter;
    private int rounds;

    Killer(int oneAfter, int allAfter) {
      this.oneAfter = oneAfter;
      this.allAfter = allAfter;
    }

    @Override
    public void on(TrainingEvent event) {
      if (!(event instanceof StepDone)) {
        return;
      }
      rounds++;
      if (rounds == oneAfter) {
        kill(spark.executors().subList(0, 1));
      } else if (rounds == allAfter) {
        kill(spark.executors());
      }
    }

    private static void kill(List<ProcessHandle> executors) {
      assertThat(executors).isNotEmpty();
      int removed = spark.log().executorsRemoved();
      executors.forEach(ProcessHandle::destroyForcibly);
      while (spark.log().executorsRemoved() < removed + executors.size()) {
        OwnSpark.pause(10);
      }
    }
  }

  /** Its rows were in the memory of the executors, which are gone, and are read again. */
  @Test
  void aFileThatChangedBeforeItsRowsWereLostIsNamed(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("rows.libsvm");
    Files.writeString(file, "1 1:1\n0 1:2\n".repeat(50));
    SparkSession session = SparkSession.builder().getOrCreate();
    InputOptions options = InputOptions.of(Format.LIBSVM, LabelRule.BINARY).partitions(4).build();
    TrainingListener changing =
        event -> {
          if (event instanceof StepDone done && done.step() == 1) {
            write(file, "1 1:1\n0 1:3\n".repeat(50));
          }
        };
    try (TrainingInput input =
        TrainingReader.read(
            session, List.of(file.toString()), new ValidationSource.None(), options)) {
      Objective objective = TestRuns.logistic(1);
      assertThatThrownBy(
              () ->
                  FaultJobs.train(
                      input.train(),
                      objective,
                      ROUNDS,
                      "batch: {full: true}",
                      changing,
                      new Killer(ROUNDS, 3)))
          .isInstanceOf(TrainingFailedException.class)
          .cause()
          .isInstanceOf(ChangedInputException.class)
          .hasMessageContaining(file + " has changed since it was read: partition ");
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sumsOfATreeAreTheSameWhenExecutorsAreLost() {
    int before = spark.log().lost();
    int[] partitionRows = {40, 60, 0, 70, 80, 50, 30, 20, 50};
    try (BlockSet many = spark.blocks(FaultJobs.weightedClasses(), partitionRows)) {
      double[] expected = treeSum(many, FaultJobs.objective());
      Objective killing = new FaultyObjective(FaultJobs.objective(), FaultyObjective.killing(3));
      // Which tasks are struck follows from the numbers of their stages: until one was.
      for (int i = 0;
          i < 2 * FaultJobs.REPETITIONS || (i < MOST_TRIES && spark.log().lost() == before);
          i++) {
        assertThat(treeSum(many, killing)).containsExactly(expected);
      }
    }
    assertThat(spark.log().lost()).isGreaterThan(before);
  }

  private static double[] treeSum(BlockSet rows, Objective objective) {
    Round round = new Round(Round.Kind.SYNCHRONOUS, 0, 0, 0, 1, 1);
    double[] at = new double[objective.layout().size()];
    for (int i = 0; i < at.length; i++) {
      at[i] = Math.sin(i);
    }
    RoundJobs tree =
        new RoundJobs(
            rows,
            new RunSetting(
                objective,
                new FullSampler(rows.rows()),
                0,
                new Wires(CompressionConfig.NONE, objective.layout(), 0),
                rows.firstRows(),
                Centring.none()),
            Optional.empty(),
            AggregationDepth.byBytes(0));
    try (PublishedWeights weights = PublishedWeights.of(rows.rdd().context(), at)) {
      return tree.add(tree.gradients(round, weights)).sum().gradient().clone();
    }
  }
}
