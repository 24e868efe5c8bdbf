package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CounterRandomTest {

  @Test
  void isAFixedFunctionOfItsArguments() {
    // Pinned: a change of these numbers changes every run that users repeat with their seed.
    assertThat(CounterRandom.bits(0, 0, 0)).isEqualTo(-5235173444735724718L);
    assertThat(CounterRandom.bits(42, 7, 1234567890123L)).isEqualTo(2330021921742829173L);
    assertThat(CounterRandom.gaussian(42, 7, 3)).isEqualTo(0.2688662372500099);
  }

  @Test
  void neighbouringArgumentsGiveDifferentBits() {
    Set<Long> seen = new HashSet<>();
    for (long seed = -10; seed < 10; seed++) {
      for (long stream = -10; stream < 10; stream++) {
        for (long counter = -10; counter < 10; counter++) {
          seen.add(CounterRandom.bits(seed, stream, counter));
        }
      }
    }
    assertThat(seen).hasSize(20 * 20 * 20);
  }

  @Test
  void eachBitOfEachArgumentFlipsHalfOfTheResult() {
    for (int argument = 0; argument < 3; argument++) {
      for (int bit = 0; bit < 64; bit++) {
        long flipped = 0;
        int trials = 200;
        for (int i = 0; i < trials; i++) {
          long[] from = {i, i * 31L, i * 17L};
          long[] to = from.clone();
          to[argument] ^= 1L << bit;
          flipped +=
              Long.bitCount(
                  CounterRandom.bits(from[0], from[1], from[2])
                      ^ CounterRandom.bits(to[0], to[1], to[2]));
        }
        // 32 of 64 on average; 200 trials have a standard deviation of 0.28.
        assertThat((double) flipped / trials).isCloseTo(32, within(2.0));
      }
    }
  }

  @Test
  void uniformFillsTheUnitIntervalEvenlyAlongEachArgument() {
    for (int argument = 0; argument < 3; argument++) {
      long[] counts = new long[100];
      for (int i = 0; i < 100_000; i++) {
        long[] at = {1, 2, 3};
        at[argument] = i;
        double u = CounterRandom.uniform(at[0], at[1], at[2]);
        assertThat(u).isGreaterThanOrEqualTo(0).isLessThan(1);
        counts[(int) (u * 100)]++;
      }
      ChiSquare.assertUniform(counts);
    }
  }

  @Test
  void successiveNumbersAreIndependent() {
    long[] pairs = new long[400];
    for (int i = 0; i < 200_000; i++) {
      int x = (int) (20 * CounterRandom.uniform(5, 0, i));
      int y = (int) (20 * CounterRandom.uniform(5, 0, i + 1));
      pairs[20 * x + y]++;
    }
    ChiSquare.assertUniform(pairs);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 10, 1000})
  void belowIsUniform(long bound) {
    long[] counts = new long[(int) bound];
    for (int i = 0; i < 50_000; i++) {
      counts[(int) CounterRandom.below(3, 4, i, bound)]++;
    }
    if (bound == 1) {
      assertThat(counts[0]).isEqualTo(50_000);
    } else {
      ChiSquare.assertUniform(counts);
    }
  }

  @Test
  void belowIsUnbiasedForBoundsNearTheWordSize() {
    // Without rejection, multiples of 1/3 of this bound would come up with odds 2 : 3 : 3 or so.
    long bound = 3L << 61;
    long[] thirds = new long[3];
    for (int i = 0; i < 30_000; i++) {
      long drawn = CounterRandom.below(8, 1, i, bound);
      assertThat(drawn).isBetween(0L, bound - 1);
      thirds[(int) (drawn % 3)]++;
    }
    ChiSquare.assertUniform(thirds);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void belowRejectsBoundsThatAreNotPositive(long bound) {
    assertThatThrownBy(() -> CounterRandom.below(0, 0, 0, bound))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid bound: " + bound + " (allowed: 1 or more)");
  }

  @Test
  void gaussianHasTheMomentsOfTheNormalDistribution() {
    int n = 200_000;
    double[] moments = new double[5];
    for (int i = 0; i < n; i++) {
      double z = CounterRandom.gaussian(9, 2, i);
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(z, power) / n;
      }
    }
    assertThat(moments[1]).isCloseTo(0, within(0.012));
    assertThat(moments[2]).isCloseTo(1, within(0.017));
    assertThat(moments[3]).isCloseTo(0, within(0.045));
    assertThat(moments[4]).isCloseTo(3, within(0.12));
  }
}
