package io.sparksgd.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A minute or two of what {@code scripts/soak} does for an hour: a few faults of every kind. */
@Timeout(value = 20, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SoakIT {
  private static final Path HOME = Path.of("").toAbsolutePath();

  @TempDir private Path out;

  /** The processes are those of the usual build, whatever line the tests are for. */
  @BeforeAll
  static void theUsualBuild() {
    Path spark = Path.of(System.getenv().getOrDefault("SPARK_HOME", ""));
    assumeThat(spark).isEqualTo(HOME.resolve("target/spark"));
  }

  private void soak(Scenario scenario, int leastHits) throws Exception {
    SoakPlan plan =
        new SoakPlan(HOME, out, 20, 2, 0.25, Duration.ofSeconds(5), Duration.ofSeconds(4));
    List<Outcome> outcomes = scenario.run(plan);
    System.out.print(Soak.table(outcomes));
    assertThat(outcomes)
        .isNotEmpty()
        .allSatisfy(
            outcome -> {
              assertThat(outcome.problems()).isEmpty();
              assertThat(outcome.hits()).isGreaterThanOrEqualTo(leastHits);
            });
  }

  @Test
  void aDriverThatIsKilledGoesOnWithTheSameBits() throws Exception {
    soak(new DriverKills(), 2);
  }

  @Test
  void aFullDiskEndsSavesAndNotTheRun() throws Exception {
    // Only root mounts a small disk.
    assumeThat(System.getProperty("user.name")).isEqualTo("root");
    soak(new FullDisk(), 3);
  }

  @Test
  void aClusterUnderAllFaultsGivesTheSameBits() throws Exception {
    // How many faults fit into the time is a matter of the machine.
    soak(new Together(), 2);
  }
}
