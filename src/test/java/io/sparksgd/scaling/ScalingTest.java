package io.sparksgd.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.scaling.Job.Gradient;
import io.sparksgd.scaling.Outcome.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The simulation behind {@code src/docs/scaling.md}. */
class ScalingTest {
  private static Simulation simulation(int executors, int bits, Gradient gradient) {
    return new Simulation(Machines.of(executors), new Job(1L << bits, gradient), 1);
  }

  @Test
  void thePageHasTheTablesOfTheProgram() throws IOException {
    String page = Files.readString(ScalingTables.PAGE);

    assertThat(page).isEqualTo(ScalingTables.renewed(page));
  }

  @Test
  void aLinkPassesOneMessageAtATime() {
    Link link = new Link(100);

    assertThat(link.pass(1, 200)).isEqualTo(3);
    assertThat(link.pass(0, 100)).isEqualTo(4);
    assertThat(link.pass(10, 100)).isEqualTo(11);
  }

  @Test
  void oneTaskInAHundredIsSlow() {
    double[] factors = IntStream.range(0, 100_000).mapToDouble(Simulation::slowness).toArray();

    assertThat(IntStream.range(0, 100_000).filter(i -> factors[i] > 1.1).count())
        .isBetween(850L, 1100L);
    assertThat(DoubleStream.of(factors)).allMatch(factor -> factor >= 1 && factor < 4);
  }

  @Test
  void oneTaskOnOneMachineIsTheSumOfItsParts() {
    Machines one = new Machines(1, 1, 1e9, 0, 1000, 0.5, 1e9, 0);
    Job job = new Job(1_000_000, Gradient.WHOLE);
    double compute = job.compute() * Simulation.slowness(0);

    Outcome outcome = new Simulation(one, job, 1).driver();

    // Weights encoded and sent, the job, the task, its work, its vector sent, received and added,
    // the update.
    assertThat(outcome.time())
        .isCloseTo(2 * 0.008 + 0.5 + 0.001 + compute + 4 * 0.008, within(1e-9));
    assertThat(outcome.bound()).isEqualTo(Part.LAUNCH);
  }

  @Test
  void wholeVectorsOfManyTasksAreBoundByTheDriversNetwork() {
    assertThat(simulation(64, 22, Gradient.WHOLE).driver().bound()).isEqualTo(Part.NETWORK);
    assertThat(simulation(64, 22, Gradient.WHOLE).tree().time())
        .isLessThan(simulation(64, 22, Gradient.WHOLE).driver().time() / 4);
  }

  @Test
  void addingInsideOfAnExecutorSavesLaunchesAndBytes() {
    for (Gradient gradient : Gradient.values()) {
      assertThat(simulation(512, 22, gradient).combine().time())
          .isLessThan(simulation(512, 22, gradient).tree().time() / 2);
    }
  }

  @Test
  void keyRangesDoNotFollowTheLengthOfTheModelWhereRowsUseFewFeatures() {
    double small = simulation(512, 22, Gradient.FEW).sharded().time();
    double large = simulation(512, 30, Gradient.FEW).sharded().time();

    assertThat(large).isLessThan(2 * small);
    assertThat(simulation(512, 26, Gradient.FEW).combine().time()).isGreaterThan(2 * large);
  }

  @Test
  void vectorsOfTwoGibibytesAndMoreDoNotFit() {
    assertThat(simulation(64, 27, Gradient.FEW).fitsIntoArrays()).isTrue();
    assertThat(simulation(64, 28, Gradient.FEW).fitsIntoArrays()).isFalse();
  }

  @Test
  void theSameRunGivesTheSameSeconds() {
    assertThat(simulation(64, 22, Gradient.FEW).tree().time())
        .isEqualTo(simulation(64, 22, Gradient.FEW).tree().time());
  }
}
