package io.sparksgd.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds, every input that was kept, and some thousands of mutations of them. */
class FuzzCorpusTest {
  private static final int MUTATIONS = 5000;

  static List<String> targets() {
    return FuzzTargets.names();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void seedsAreTakenAndWhateverComesOfThemIsTakenOrRefused(String name) throws Exception {
    FuzzTarget target = FuzzTargets.of(name);
    Guard guard = new Guard(target);
    for (byte[] seed : target.seeds()) {
      assertThat(guard.run(seed)).as("a seed of " + name).isTrue();
    }
    FuzzTargets.kept(name).forEach(guard::run);
    Mutator mutator = new Mutator(FuzzTargets.corpus(name, target), target.words(), 1);
    int taken = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      taken += guard.run(mutator.next()) ? 1 : 0;
    }
    assertThat(taken).as("mutations that were taken").isBetween(1, MUTATIONS - 1);
  }

  @Test
  void aGuardFindsWhatItIsFor() {
    assertThat(finding(input -> Integer.parseInt(new String(input)) > 0)).contains("failed with ");
    assertThat(finding(input -> new byte[(int) Guard.MOST_BYTES].length > 0))
        .contains("allocated ");
    assertThat(finding(input -> spin() > 0)).contains("ms of a processor");
    assertThat(new Guard(target(input -> true)).run(new byte[0])).isTrue();
  }

  private static long spin() {
    long start = System.nanoTime();
    java.lang.management.ThreadMXBean threads =
        java.lang.management.ManagementFactory.getThreadMXBean();
    long cpu = threads.getCurrentThreadCpuTime();
    while (threads.getCurrentThreadCpuTime() - cpu < 1_100_000_000L) {
      Thread.onSpinWait();
    }
    return System.nanoTime() - start;
  }

  /** Reads an input. */
  @FunctionalInterface
  private interface Reading {
    boolean of(byte[] input);
  }

  private static String finding(Reading reading) {
    try {
      new Guard(target(reading)).run(new byte[] {'x'});
      return "nothing";
    } catch (Guard.Finding e) {
      return e.getMessage();
    }
  }

  private static FuzzTarget target(Reading reading) {
    return new FuzzTarget() {
      @Override
      public boolean takes(byte[] input) {
        return reading.of(input);
      }

      @Override
      public List<byte[]> seeds() {
        return List.of();
      }
    };
  }
}
