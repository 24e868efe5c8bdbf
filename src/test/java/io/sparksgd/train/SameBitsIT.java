package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.objective.Objective;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.FaultyObjective;
import io.sparksgd.testkit.OwnSpark;
import io.sparksgd.testkit.TwoHosts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same data, seed, partitions and settings give the same bits, whatever runs them and whatever
 * happens on the way. {@code -Dfaults.repetitions=4} repeats every run four times, plain ones
 * twenty times.
 */
class SameBitsIT {
  private static final int ROUNDS = 20;

  @TempDir private Path checkpoints;

  /** Weights of one thread, where nothing can be in another order, by settings. */
  private static final Map<String, double[]> EXPECTED = new LinkedHashMap<>();

  @BeforeAll
  static void oneThread() {
    List<String> all = new ArrayList<>();
    FaultJobs.CODECS.forEach(codec -> all.add(FaultJobs.compressed(codec)));
    for (String state : List.of("average", "keep", "reset")) {
      all.add(FaultJobs.localRounds(state));
    }
    all.add(FaultJobs.localRounds("keep") + "\ncompression: {kind: top-k, snapshot-every: 3}");
    try (OwnSpark spark = OwnSpark.start("local[1]");
        BlockSet rows = FaultJobs.rows(spark)) {
      for (String settings : all) {
        EXPECTED.put(
            settings, FaultJobs.train(rows, FaultJobs.objective(), ROUNDS, settings).clone());
      }
    }
  }

  /** Without a codec any order of additions would show, and nothing else costs time. */
  private static int repetitions(String settings) {
    return settings.equals(FaultJobs.compressed("none"))
        ? 5 * FaultJobs.REPETITIONS
        : FaultJobs.REPETITIONS;
  }

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]", OwnSpark.CLUSTER})
  void theMasterChangesNothing(String master) {
    try (OwnSpark spark = OwnSpark.start(master);
        BlockSet rows = FaultJobs.rows(spark)) {
      spark.context().setCheckpointDir(checkpoints.toUri().toString());
      EXPECTED.forEach(
          (settings, expected) -> {
            for (int i = 0; i < repetitions(settings); i++) {
              assertThat(FaultJobs.train(rows, FaultJobs.objective(), ROUNDS, settings))
                  .as(settings)
                  .containsExactly(expected);
            }
          });
      assertThat(spark.log().failed()).isZero();
    }
  }

  @Test
  void modelsThatAreNotLinearHaveTheSameBitsEverywhere() {
    List<String> settings =
        List.of(
            "batch: {size: 20, accumulation-steps: 2}",
            FaultJobs.TOP_K,
            FaultJobs.localRounds("keep"));
    List<List<double[]>> results = new ArrayList<>();
    for (String master : List.of("local[1]", "local[2,4]", OwnSpark.CLUSTER)) {
      List<double[]> weights = new ArrayList<>();
      try (OwnSpark spark = OwnSpark.start(master);
          BlockSet rows = FaultJobs.rows(spark)) {
        spark.context().setCheckpointDir(checkpoints.toUri().toString());
        for (Objective objective : FaultJobs.otherModels()) {
          boolean failing = master.contains(",4");
          Objective used =
              failing
                  ? new FaultyObjective(objective, FaultyObjective.failing(weights.size()))
                  : objective;
          for (String setting : settings) {
            weights.add(FaultJobs.train(rows, used, ROUNDS, setting).clone());
          }
          assertThat(spark.log().failed() > 0).isEqualTo(failing);
        }
      }
      results.add(weights);
    }
    for (int i = 0; i < results.get(0).size(); i++) {
      assertThat(results.get(1).get(i)).as("run " + i).containsExactly(results.get(0).get(i));
      assertThat(results.get(2).get(i)).as("run " + i).containsExactly(results.get(0).get(i));
    }
  }

  @Test
  void tasksThatFailAndRunAgainChangeNothing() {
    try (OwnSpark spark = OwnSpark.start("local[2,4]");
        BlockSet rows = FaultJobs.rows(spark)) {
      EXPECTED.forEach(
          (settings, expected) -> {
            for (int i = 0; i < repetitions(settings); i++) {
              int before = spark.log().failed();
              Objective failing =
                  new FaultyObjective(FaultJobs.objective(), FaultyObjective.failing(i));
              assertThat(FaultJobs.train(rows, failing, ROUNDS, settings))
                  .as(settings)
                  .containsExactly(expected);
              assertThat(spark.log().failed() - before).isGreaterThan(ROUNDS / 2);
            }
          });
    }
  }

  @Test
  void slowTasksWithACopyBesideThemChangeNothing() {
    try (TwoHosts hosts = TwoHosts.start();
        OwnSpark spark =
            OwnSpark.start(
                hosts.url(),
                "spark.cores.max=2",
                // Otherwise a copy waits for seconds to run where the rows are.
                "spark.locality.wait=0s",
                "spark.speculation=true",
                "spark.speculation.interval=10ms",
                "spark.speculation.quantile=0.3",
                "spark.speculation.multiplier=1.2",
                "spark.speculation.minTaskRuntime=20ms");
        BlockSet rows = FaultJobs.rows(spark)) {
      spark.context().setCheckpointDir(checkpoints.toUri().toString());
      EXPECTED.forEach(
          (settings, expected) -> {
            int before = spark.log().speculative();
            for (int i = 0; i < repetitions(settings); i++) {
              Objective slow =
                  new FaultyObjective(FaultJobs.objective(), FaultyObjective.waiting(i, 20, 1000));
              assertThat(FaultJobs.train(rows, slow, ROUNDS, settings))
                  .as(settings)
                  .containsExactly(expected);
            }
            assertThat(spark.log().speculative()).as(settings).isGreaterThan(before);
          });
      assertThat(spark.log().killed()).isPositive();
    }
  }
}
