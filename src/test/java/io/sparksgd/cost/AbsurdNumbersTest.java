package io.sparksgd.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.plan.AggregationDepth;
import io.sparksgd.plan.RoundPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Estimates of the largest and smallest jobs and clusters that can be asked for. */
class AbsurdNumbersTest {
  private static final Constants CONSTANTS =
      new Constants(0.002, 0.0001, 0.004, 0.001, 1e-6, 1e-9, 0.0005, 0.003, 2e-6);
  private static final int MOST = 1_000_000;
  private static final int MOST_PARAMETERS = Integer.MAX_VALUE - 8;
  private static final WantedSettings.Given GIVEN =
      new WantedSettings.Given(1 << 20, 1 << 20, WantedSettings.Given.Broadcasts.COMPRESSED);

  private static Cluster cluster(int executors, int cores, double network) {
    Cluster.Processes processes =
        executors == 1 ? Cluster.Processes.ONE : Cluster.Processes.SEPARATE;
    return new Cluster(processes, executors, cores, 1, 1, 1, OptionalDouble.of(network));
  }

  private static List<Cluster> clusters() {
    List<Cluster> clusters = new ArrayList<>();
    for (int executors : new int[] {1, MOST}) {
      for (int cores : new int[] {1, MOST}) {
        clusters.add(cluster(executors, cores, 1));
        clusters.add(cluster(executors, cores, 9.2e18));
      }
    }
    return clusters;
  }

  private static Workload work(
      long rows, int partitions, double rowsPerRound, int parameters, Workload.Place place) {
    boolean local = place == Workload.Place.PARTITIONS;
    return new Workload(
        rows,
        rows,
        rows,
        parameters,
        3,
        partitions,
        rowsPerRound,
        local ? RoundPlan.MOST_LOCAL_STEPS : 1,
        place,
        8L * parameters * (local ? 4 : 1),
        8.0 * parameters * (local ? 4 : 1));
  }

  private static List<Workload> works() {
    List<Workload> works = new ArrayList<>();
    for (long rows : new long[] {1, 1_000_000_000_000L, Long.MAX_VALUE}) {
      for (int partitions : new int[] {1, 3, MOST}) {
        for (double rowsPerRound : new double[] {1e-6, 1, (double) rows, rows * 0x1p48}) {
          for (int parameters : new int[] {1, MOST_PARAMETERS}) {
            works.add(work(rows, partitions, rowsPerRound, parameters, Workload.Place.DRIVER));
            works.add(work(rows, partitions, rowsPerRound, parameters, Workload.Place.PARTITIONS));
          }
        }
      }
    }
    return works;
  }

  private static void check(Workload work, Cluster cluster, OptionalInt depth) {
    CostModel model = new CostModel(CONSTANTS, cluster, AggregationDepth.of(depth));
    RoundSeconds round = model.round(work);
    double[] positive = {
      round.publish(),
      round.launch(),
      round.compute(),
      round.transfer(),
      round.merge(),
      round.total(),
      model.epoch(work),
      model.evaluation(work),
      model.bytesAtDriver(work),
      work.tasks(),
      work.rowsPerTask(),
      work.returnedBytes()
    };
    for (double number : positive) {
      assertThat(number).as("%s on %s", work, cluster).isPositive().isFinite();
    }
    assertThat(round.overhead()).isBetween(0.0, 1.0);
    assertThat(work.tasks()).isLessThanOrEqualTo(work.partitions() * (1 + 1e-12));
    MemoryNeed memory = MemoryNeed.of(work, cluster, model.bytesAtDriver(work));
    for (long bytes :
        new long[] {
          memory.blocks(),
          memory.tasks(),
          memory.shared(),
          memory.state(),
          memory.published(),
          memory.results(),
          memory.executor() - memory.blocks(),
          memory.driver() - memory.state(),
          memory.both()
        }) {
      assertThat(bytes).as("%s on %s", work, cluster).isNotNegative();
    }
    advice(work, model);
    settings(WantedSettings.wanted(work, cluster, memory, model.bytesAtDriver(work), GIVEN));
  }

  private static void advice(Workload work, CostModel model) {
    Advice advice = Advice.of(work, model, 0.003);
    for (Alternative way : advice.alternatives()) {
      assertThat(way.secondsPerEpoch()).as("%s of %s", way, work).isPositive().isFinite();
      assertThat(way.bytesPerEpoch()).isPositive().isFinite();
    }
    assertThat(advice.reason()).doesNotContain("NaN", "Infinity", " -");
    if (advice.keys().startsWith("synchronize.local-steps: ")) {
      assertThat(Integer.parseInt(advice.keys().substring(25))).isBetween(2, 1 << 24);
    }
  }

  private static void settings(List<WantedSetting> settings) {
    for (WantedSetting setting : settings) {
      assertThat(setting.value() + setting.reason()).doesNotContain("-", "NaN", "Infinity");
      if (setting.name().equals("data.partitions")) {
        assertThat(Integer.parseInt(setting.value())).isBetween(1, MOST);
      }
    }
  }

  @Test
  void allSecondsAndBytesAreFiniteAndNoneIsNegative() {
    for (Cluster cluster : clusters()) {
      for (Workload work : works()) {
        check(work, cluster, OptionalInt.empty());
        check(work, cluster, OptionalInt.of(1));
        check(work, cluster, OptionalInt.of(20));
      }
    }
  }

  @Test
  void aFractionOfARowIsThatFractionOfATask() {
    Workload work = work(1_000_000, 8, 1e-20, 10, Workload.Place.DRIVER);

    assertThat(work.tasks() / 1e-20).isCloseTo(8 * -Math.log1p(-0.125), within(1e-12));
    assertThat(work(9, 1, 1e-20, 10, Workload.Place.DRIVER).tasks()).isEqualTo(1);
  }

  @Test
  void moreBytesThanCanBeCountedAreTheMostThatCan() {
    MemoryNeed need = new MemoryNeed(Long.MAX_VALUE, 1, 1, Long.MAX_VALUE, 1, 1);

    assertThat(need.executor()).isEqualTo(Long.MAX_VALUE);
    assertThat(need.driver()).isEqualTo(Long.MAX_VALUE);
    assertThat(need.both()).isEqualTo(Long.MAX_VALUE);
    assertThat(new MemoryNeed(6, 2, 1, 3, 4, 5).driver()).isEqualTo(MemoryNeed.RESERVED + 24);
  }
}
