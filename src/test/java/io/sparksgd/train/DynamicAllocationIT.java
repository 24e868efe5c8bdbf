package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.OwnSpark;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Executors that come and go as Spark likes change no bit, as the partitions are fixed. */
@Timeout(value = 5, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DynamicAllocationIT {
  private static final int ROUNDS = 10;
  private static final List<String> MODES =
      List.of(FaultJobs.SYNCHRONOUS, FaultJobs.TOP_K, FaultJobs.localRounds("keep"));

  @TempDir private static Path checkpoints;

  private static List<double[]> trainAll(OwnSpark spark) {
    spark.context().setCheckpointDir(checkpoints.toUri().toString());
    try (BlockSet rows = FaultJobs.rows(spark)) {
      return MODES.stream()
          .map(mode -> FaultJobs.train(rows, FaultJobs.objective(), ROUNDS, mode).clone())
          .toList();
    }
  }

  @Test
  void runsHaveTheSameBitsWithTheExecutorsThatCome() {
    List<double[]> expected;
    try (OwnSpark spark = OwnSpark.start("local[1]")) {
      expected = trainAll(spark);
    }
    try (OwnSpark spark =
        OwnSpark.start(
            OwnSpark.CLUSTER,
            "spark.dynamicAllocation.enabled=true",
            "spark.dynamicAllocation.shuffleTracking.enabled=true",
            "spark.dynamicAllocation.initialExecutors=2",
            "spark.dynamicAllocation.executorIdleTimeout=1s")) {
      for (int run = 0; run < 2; run++) {
        List<double[]> weights = trainAll(spark);
        for (int mode = 0; mode < MODES.size(); mode++) {
          assertThat(weights.get(mode)).as(MODES.get(mode)).containsExactly(expected.get(mode));
        }
        // Without rows Spark takes them all back; the next run begins with none.
        while (!spark.executors().isEmpty()) {
          OwnSpark.pause(100);
        }
      }
      assertThat(spark.log().executorsRemoved()).isGreaterThanOrEqualTo(2);
    }
  }
}
