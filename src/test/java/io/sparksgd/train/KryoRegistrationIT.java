package io.sparksgd.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.input.blocks.BlockSet;
import io.sparksgd.spark.SgdKryoRegistrator;
import io.sparksgd.testkit.FaultJobs;
import io.sparksgd.testkit.OwnSpark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Kryo that must know every class: the registrator names all that trainings send. */
class KryoRegistrationIT {
  private static final List<String> MODES =
      Stream.concat(
              Stream.of(
                  FaultJobs.SYNCHRONOUS,
                  "batch: {full: true}",
                  FaultJobs.SYNCHRONOUS + "\nsynchronize: {aggregation-depth: 2}",
                  FaultJobs.localRounds("average"),
                  FaultJobs.localRounds("reset"),
                  FaultJobs.localRounds("keep"),
                  FaultJobs.localRounds("keep")
                      + "\ncompression: {kind: top-k, snapshot-every: 8}"),
              FaultJobs.CODECS.stream().map(FaultJobs::compressed))
          .toList();

  private static List<double[]> trainAll(OwnSpark spark) {
    List<double[]> weights = new ArrayList<>();
    try (BlockSet rows = FaultJobs.rows(spark)) {
      MODES.forEach(mode -> weights.add(FaultJobs.train(rows, FaultJobs.objective(), 6, mode)));
    }
    return weights;
  }

  @Test
  void trainingsNeedNoClassBesideTheRegisteredOnes() {
    List<double[]> expected;
    try (OwnSpark spark = OwnSpark.start("local[1]")) {
      expected = trainAll(spark);
    }
    try (OwnSpark spark =
        OwnSpark.start(
            "local[2]",
            "spark.serializer=org.apache.spark.serializer.KryoSerializer",
            "spark.kryo.registrationRequired=true",
            "spark.kryo.registrator=" + SgdKryoRegistrator.class.getName())) {
      List<double[]> found = trainAll(spark);
      for (int mode = 0; mode < MODES.size(); mode++) {
        assertThat(found.get(mode)).as(MODES.get(mode)).containsExactly(expected.get(mode));
      }
    }
  }
}
