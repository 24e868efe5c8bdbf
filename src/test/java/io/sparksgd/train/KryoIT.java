package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.OwnSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What travels between processes may be serialised by Kryo. */
class KryoIT {
  private static final List<String> MODES =
      List.of(
          FaultJobs.SYNCHRONOUS,
          FaultJobs.TOP_K,
          FaultJobs.localRounds("average"),
          FaultJobs.localRounds("keep"));

  private static List<double[]> trainAll(OwnSpark spark) {
    List<double[]> weights = new ArrayList<>();
    try (BlockSet rows = FaultJobs.rows(spark)) {
      MODES.forEach(mode -> weights.add(FaultJobs.train(rows, FaultJobs.objective(), 20, mode)));
    }
    return weights;
  }

  @Test
  void kryoGivesTheSameBitsAsJavaSerialization(@TempDir Path checkpoints) {
    List<double[]> expected;
    try (OwnSpark spark = OwnSpark.start("local[1]")) {
      expected = trainAll(spark);
    }
    try (OwnSpark spark =
        OwnSpark.start(
            OwnSpark.CLUSTER, "spark.serializer=org.apache.spark.serializer.KryoSerializer")) {
      spark.context().setCheckpointDir(checkpoints.toUri().toString());
      List<double[]> found = trainAll(spark);
      for (int mode = 0; mode < MODES.size(); mode++) {
        assertThat(found.get(mode)).as(MODES.get(mode)).containsExactly(expected.get(mode));
      }
    }
  }
}
