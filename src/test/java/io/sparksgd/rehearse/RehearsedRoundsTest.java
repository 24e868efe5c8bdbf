package io.sparksgd.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sparksgd.monitor.Phase;
import io.sparksgd.monitor.Traffic;
import io.sparksgd.monitor.TrainingEvent.StepDone;
import io.sparksgd.train.StopRequest;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class RehearsedRoundsTest {
  private static final int MOST = 10_000;

  /** Rounds until the stop; the seconds of each by its number. */
  private static int rounds(
      RehearsedRounds rounds, StopRequest stop, IntToDoubleFunction secondsOf) {
    double passed = 0;
    for (int i = 0; i < MOST; i++) {
      double seconds = secondsOf.applyAsDouble(i);
      passed += seconds;
      rounds.on(
          new StepDone(
              i + 1L,
              0,
              i,
              1,
              0,
              0,
              0,
              0,
              passed,
              Map.of(Phase.GRADIENT, seconds),
              new Traffic(1, 1, 1),
              1));
      if (stop.asked().isPresent()) {
        return i + 1;
      }
    }
    return MOST;
  }

  private static int rounds(int warm, int most, IntToDoubleFunction secondsOf) {
    StopRequest stop = new StopRequest();
    return rounds(
        new RehearsedRounds(stop, new RehearsedRounds.Extent(1, 20, warm, most)), stop, secondsOf);
  }

  @Test
  void evenRoundsEndAfterTheSeconds() {
    assertThat(rounds(0, MOST, i -> 0.01)).isBetween(100, 102);
    assertThat(rounds(0, 7, i -> 0.01)).isEqualTo(7);
    assertThat(rounds(0, MOST, i -> 3)).isEqualTo(3);
  }

  @Test
  void roundsThatGetFasterGoOnUntilTheyNoLongerDo() {
    // From 40 ms to 10 ms.
    int made = rounds(0, MOST, i -> 0.01 + 0.03 * Math.exp(-i / 60.0));
    assertThat(made).isBetween(200, 450);
  }

  @Test
  void shortRoundsAreMadeUntilExecutorsAreWarmAndLongOnesAreNot() {
    assertThat(rounds(200, MOST, i -> 0.02)).isEqualTo(200);
    assertThat(rounds(200, MOST, i -> 1.3)).isEqualTo(10);
    // The longest time is the limit.
    assertThat(rounds(200, MOST, i -> 0.2)).isBetween(100, 102);
  }

  @Test
  void roundsThatAreLongOnlyAtFirstAreMadeUntilExecutorsAreWarm() {
    assertThat(rounds(200, MOST, i -> i < 3 ? 1.1 : 0.02)).isEqualTo(200);
  }

  @Test
  void whatCountsIsTheLaterHalf() {
    StopRequest stop = new StopRequest();
    RehearsedRounds rounds = new RehearsedRounds(stop, new RehearsedRounds.Extent(100, 800, 0, 40));
    rounds(rounds, stop, i -> i < 20 ? 1 : 0.5);
    assertThat(rounds.medians(1).gradient()).isEqualTo(0.5, within(1e-12));
    assertThat(rounds.medians(1).count()).isEqualTo(40);
  }
}
