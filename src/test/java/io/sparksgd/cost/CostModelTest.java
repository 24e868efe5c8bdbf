package io.sparksgd.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.plan.AggregationDepth;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The formulas of {@link CostModel}, by numbers computed by hand. */
class CostModelTest {
  private static final long MIB = 1L << 20;
  private static final Constants CONSTANTS =
      new Constants(0.002, 0.0001, 0.004, 0.001, 1e-6, 1e-9, 0.0005, 0.003, 2e-6);

  private static Cluster cluster(int executors, int cores, OptionalDouble network) {
    return new Cluster(
        Cluster.Processes.SEPARATE, executors, cores, 4096 * MIB, 4096 * MIB, 1024 * MIB, network);
  }

  private static Workload work(int partitions, double rowsPerRound, double resultBytes) {
    return new Workload(
        1_000_000,
        100_000,
        400 * MIB,
        1_000_000,
        2,
        partitions,
        rowsPerRound,
        1,
        Workload.Place.DRIVER,
        8_000_000,
        resultBytes);
  }

  private static CostModel model(Cluster cluster) {
    return new CostModel(CONSTANTS, cluster, AggregationDepth.of(OptionalInt.empty()));
  }

  @Test
  void aRoundOnTheMeasuredClusterIsTheSumOfItsParts() {
    RoundSeconds round =
        model(cluster(2, 4, OptionalDouble.empty())).round(work(8, 16_000, 100_000));

    assertThat(round.publish()).isEqualTo(0.004);
    assertThat(round.launch()).isCloseTo(0.002 + 8 * 0.0001, within(1e-12));
    assertThat(round.compute()).isCloseTo(0.001 + 2000 * 1e-6, within(1e-12));
    assertThat(round.transfer()).isCloseTo(8 * 100_000 * 1e-9, within(1e-12));
    assertThat(round.merge()).isCloseTo(8 * 0.0005, within(1e-12));
    assertThat(round.update()).isEqualTo(0.003);
    assertThat(round.total())
        .isCloseTo(0.004 + 0.0028 + 0.003 + 0.0008 + 0.004 + 0.003, within(1e-12));
    assertThat(round.overhead()).isCloseTo(1 - 0.003 / 0.0176, within(1e-12));
  }

  @Test
  void moreTasksThanCoresRunInWaves() {
    CostModel model = model(cluster(2, 2, OptionalDouble.empty()));

    assertThat(model.round(work(4, 16_000, 10)).compute()).isCloseTo(0.005, within(1e-12));
    assertThat(model.round(work(5, 20_000, 10)).compute()).isCloseTo(2 * 0.005, within(1e-12));
  }

  @Test
  void aSlowNetworkCountsForWeightsAndResults() {
    RoundSeconds round =
        model(cluster(8, 1, OptionalDouble.of(1e8))).round(work(8, 16_000, 100_000));

    // 8 MB once, and a block of 4 MiB down a tree of three levels.
    assertThat(round.publish()).isCloseTo(0.004 + (8e6 + 3 * 4 * MIB) / 1e8, within(1e-12));
    assertThat(round.transfer()).isCloseTo(8 * 100_000 / 1e8, within(1e-12));
  }

  @Test
  void aBatchOfFewRowsStartsTheTasksThatHaveAny() {
    Workload one = work(100, 1, 10);
    Workload many = work(100, 400, 10);

    assertThat(one.tasks()).isCloseTo(1, within(1e-9));
    assertThat(one.rowsPerTask()).isCloseTo(1, within(1e-9));
    assertThat(many.tasks()).isCloseTo(100 * (1 - Math.pow(0.99, 400)), within(1e-9));
    assertThat(work(100, 401, 10).tasks()).isEqualTo(100);
  }

  @Test
  void largeResultsMeetInATree() {
    CostModel model = model(cluster(16, 4, OptionalDouble.empty()));
    Workload work = work(64, 64_000, 8_000_024);
    RoundSeconds round = model.round(work);

    assertThat(model.levels(work)).isEqualTo(2);
    assertThat(model.bytesAtDriver(work)).isEqualTo(8 * 8_000_000.0);
    assertThat(round.launch()).isCloseTo(2 * 0.002 + (64 + 8) * 0.0001, within(1e-12));
    assertThat(round.transfer()).isCloseTo((8 * 8_000_024 + 8 * 8_000_000.0) * 1e-9, within(1e-12));
    assertThat(round.merge()).isCloseTo((8 + 8) * 0.0005, within(1e-12));
  }

  @Test
  void threeLargeResultsMeetOnTheDriver() {
    CostModel model = model(cluster(3, 1, OptionalDouble.empty()));

    assertThat(model.levels(work(3, 3000, 50_000_000))).isEqualTo(1);
    assertThat(model.levels(work(4, 4000, 50_000_000))).isEqualTo(2);
  }

  @Test
  void aDepthThatIsAskedForIsTaken() {
    Cluster cluster = cluster(16, 4, OptionalDouble.empty());
    CostModel model = new CostModel(CONSTANTS, cluster, AggregationDepth.of(OptionalInt.of(3)));
    Workload work = work(64, 64_000, 1000);

    assertThat(model.levels(work(2, 2000, 1000))).isEqualTo(1);
    assertThat(model.levels(work)).isEqualTo(3);
    // 64 results in groups of 4: 16 of them, then 4.
    assertThat(model.bytesAtDriver(work)).isEqualTo(4 * 8_000_000.0);
    assertThat(model.round(work).launch())
        .isCloseTo(3 * 0.002 + (64 + 16 + 4) * 0.0001, within(1e-12));
    assertThat(model.round(work).transfer())
        .isCloseTo((4 * 1000 + 4 * 8e6 + 4 * 8e6) * 1e-9, within(1e-12));
    assertThat(model.round(work).merge()).isCloseTo((4 + 4 + 4) * 0.0005, within(1e-12));
  }

  @Test
  void anEpochIsItsRounds() {
    CostModel model = model(cluster(2, 4, OptionalDouble.empty()));
    Workload work = work(8, 16_000, 100_000);

    assertThat(model.epoch(work)).isCloseTo(62.5 * model.round(work).total(), within(1e-9));
    assertThat(model.evaluation(work)).isCloseTo(0.002 + 8 * 0.0001 + 12_500 * 2e-6, within(1e-12));
  }

  @Test
  void constantsOfOneProcessGrowForACluster() {
    Constants moved = CONSTANTS.onCluster();

    assertThat(moved.job()).isEqualTo(Constants.DOCUMENTED_CLUSTER_JOB);
    assertThat(moved.task()).isEqualTo(Constants.DOCUMENTED_CLUSTER_TASK);
    assertThat(moved.row()).isEqualTo(CONSTANTS.row());
  }

  @Test
  void theSpeedOfACoreCountsProductsAndSums() {
    Speed speed = Speed.of(1e-5, 100, 10, 2000);

    assertThat(speed.rowsPerSecond()).isCloseTo(1e5, within(1e-6));
    assertThat(speed.valuesPerSecond()).isCloseTo(1e7, within(1e-3));
    assertThat(speed.flops()).isCloseTo((4 * 100 * 10 + 6 * 2000) / 1e-5, within(1.0));
  }
}
