package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RisingOrderTest {

  /** One, two and three digits; many equal numbers; the largest int. */
  @ParameterizedTest
  @CsvSource({"1, 5", "50, 1", "1000, 7", "1000, 2048", "3000, 2049", "3000, 4194304"})
  void isThatOfASort(int count, int bound) {
    int[] numbers =
        IntStream.range(0, count).map(i -> (int) CounterRandom.below(1, bound, i, bound)).toArray();
    assertThat(RisingOrder.of(numbers)).containsExactly(sorted(numbers));
    assertSorts(numbers);
  }

  /** All but the first and the last number; both ways to sort. */
  private static void assertSorts(int[] numbers) {
    int[] expected = numbers.clone();
    int end = Math.max(1, numbers.length - 1);
    Arrays.sort(expected, 1, end);
    int[] actual = numbers.clone();
    RisingOrder.sort(actual, 1, end);
    assertThat(actual).containsExactly(expected);
  }

  @Test
  void sortsUpToTheLargestNumber() {
    int[] numbers = new int[400];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Integer.MAX_VALUE - (i * 7919 % 400) * 5_000_000;
    }
    assertSorts(numbers);
    assertSorts(new int[400]);
  }

  @Test
  void reachesFromNothingToTheLargestNumber() {
    int[] numbers = {Integer.MAX_VALUE, 0, Integer.MAX_VALUE - 1, 1 << 30, 1 << 22, 2047, 2048};
    assertThat(RisingOrder.of(numbers)).containsExactly(sorted(numbers));
    assertThat(RisingOrder.of(new int[0])).isEmpty();
    assertThat(RisingOrder.of(new int[] {0, 0, 0})).containsExactly(0, 1, 2);
  }

  /** A stable sort by comparison. */
  private static int[] sorted(int[] numbers) {
    return IntStream.range(0, numbers.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> numbers[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
