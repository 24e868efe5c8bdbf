package io.sparksgd.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.cost.Cluster.Processes;
import io.sparksgd.cost.WantedSettings.Given;
import io.sparksgd.cost.WantedSettings.Given.Broadcasts;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a job needs, and what it is told to set. */
class MemoryNeedTest {
  private static final long MIB = 1L << 20;
  private static final Given ALL_WELL = new Given(16 * MIB, 64 * MIB, Broadcasts.PLAIN);

  private static Cluster cluster(long executorMemory, long driverMemory, long results) {
    return new Cluster(
        Processes.SEPARATE, 4, 2, executorMemory, driverMemory, results, OptionalDouble.empty());
  }

  private static final Cluster LARGE = cluster(8192 * MIB, 8192 * MIB, 1024 * MIB);

  private static Workload work(int parameters, int partitions, Workload.Place place) {
    long vector = 8L * parameters;
    return new Workload(
        1_000_000, 0, 1000 * MIB, parameters, 2, partitions, 1000, 1, place, vector, vector + 24);
  }

  @Test
  void synchronousTasksHoldTwoVectors() {
    Workload work = work(1_000_000, 8, Workload.Place.DRIVER);
    MemoryNeed need = MemoryNeed.of(work, LARGE, 64e6);

    assertThat(need.blocks()).isEqualTo(250 * MIB);
    assertThat(need.tasks()).isEqualTo(2 * 2 * 8_000_000L);
    assertThat(need.shared()).isEqualTo(2 * 8_000_000L);
    assertThat(need.state()).isEqualTo((5 + 2) * 8_000_000L);
    assertThat(need.published()).isEqualTo(16_000_000L);
    assertThat(need.results()).isEqualTo(128_000_000L);
    assertThat(need.executor()).isEqualTo(MemoryNeed.RESERVED + Math.round(250 * MIB / 0.6));
    assertThat(need.driver())
        .isEqualTo(MemoryNeed.RESERVED + 2 * (56_000_000L + 16_000_000 + 128_000_000));
  }

  @Test
  void localStepsHoldTheirWeightsAndTheMemoryOfTheRule() {
    MemoryNeed need = MemoryNeed.of(work(1_000_000, 8, Workload.Place.PARTITIONS), LARGE, 0);

    assertThat(need.tasks()).isEqualTo(2 * (2 + 3 + 2) * 8_000_000L);
    assertThat(need.shared()).isEqualTo((1 + 1 + 2) * 8_000_000L);
  }

  @Test
  void partitionsThatDoNotDivideMakeOneExecutorHoldMore() {
    MemoryNeed need = MemoryNeed.of(work(10, 5, Workload.Place.DRIVER), LARGE, 0);

    assertThat(need.blocks()).isEqualTo(400 * MIB);
  }

  @Test
  void nothingIsToBeSetWhereAllIsLarge() {
    assertThat(wanted(work(10_000, 8, Workload.Place.DRIVER), LARGE, 1e6, ALL_WELL)).isEmpty();
  }

  private static List<WantedSetting> wanted(
      Workload work, Cluster cluster, double bytes, Given given) {
    return WantedSettings.wanted(work, cluster, MemoryNeed.of(work, cluster, bytes), bytes, given);
  }

  @Test
  void whatIsTooSmallIsNamedWithTheSizeItNeeds() {
    Workload work = work(10_000_000, 8, Workload.Place.DRIVER);
    Cluster small = cluster(600 * MIB, 1024 * MIB, 500 * MIB);

    List<WantedSetting> settings = wanted(work, small, 600.0 * MIB, ALL_WELL);

    assertThat(settings)
        .extracting(WantedSetting::name)
        .startsWith("spark.driver.memory", "spark.executor.memory", "spark.driver.maxResultSize");
    assertThat(settings.get(2).value()).isEqualTo("750m");
    assertThat(settings.get(2).weight()).isEqualTo(WantedSetting.Weight.NEEDED);
    assertThat(settings.get(2).reason()).isEqualTo("the results of a round take 600m");
  }

  @Test
  void inOneProcessThereIsOneHeap() {
    Cluster one =
        new Cluster(Processes.ONE, 1, 2, 900 * MIB, 900 * MIB, 1024 * MIB, OptionalDouble.empty());
    Workload work = work(1_000_000, 2, Workload.Place.DRIVER);

    assertThat(wanted(work, one, 0, ALL_WELL))
        .extracting(WantedSetting::name)
        .containsExactly("spark.driver.memory");
  }

  @Test
  void partitionsAreRoundedToTheCores() {
    assertThat(wanted(work(10, 20, Workload.Place.DRIVER), LARGE, 0, ALL_WELL))
        .extracting(WantedSetting::name, WantedSetting::value)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("data.partitions", "24"));
  }

  @Test
  void vectorsLargerThanHalfARegionWantLargerOnes() {
    Given usual = new Given(MIB, MIB, Broadcasts.COMPRESSED);

    assertThat(wanted(work(250_000, 8, Workload.Place.DRIVER), LARGE, 0, usual))
        .extracting(WantedSetting::name, WantedSetting::value)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("-XX:G1HeapRegionSize", "16m"),
            org.assertj.core.groups.Tuple.tuple("spark.task.maxDirectResultSize", "64m"),
            org.assertj.core.groups.Tuple.tuple("spark.broadcast.compress", "false"));
    assertThat(
            wanted(
                work(250_000, 8, Workload.Place.DRIVER),
                LARGE,
                0,
                new Given(0, 64 * MIB, Broadcasts.PLAIN)))
        .isEmpty();
  }

  @Test
  void sizesAreRoundedUp() {
    assertThat(WantedSettings.mib(MIB)).isEqualTo("1m");
    assertThat(WantedSettings.mib(MIB + 1)).isEqualTo("2m");
  }
}
