package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;

import io.sparksgd.math.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LargestMagnitudesTest {

  /** Sorts all of them. */
  private static int[] sorted(double[] vector, int k) {
    return IntStream.range(0, vector.length)
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -Math.abs(vector[i])).thenComparing(i -> i))
        .limit(k)
        .filter(i -> vector[i] != 0)
        .mapToInt(i -> i)
        .sorted()
        .toArray();
  }

  private static void assertSelected(double[] vector, int k) {
    int[] indices = new int[k];
    int count = LargestMagnitudes.indices(vector, indices);

    assertThat(Arrays.copyOf(indices, count)).as("k %s", k).isEqualTo(sorted(vector, k));
  }

  @Test
  void theyAreThoseThatSortingFinds() {
    for (int size : new int[] {1, 2, 10, 1000}) {
      for (int k : new int[] {1, 2, size / 100 + 1, size / 3 + 1, size}) {
        assertSelected(TestVectors.gaussian(size, 1), Math.min(k, size));
        assertSelected(TestVectors.wide(size, 2), Math.min(k, size));
        assertSelected(TestVectors.sparse(size, 3), Math.min(k, size));
      }
    }
  }

  /** Every digit of the search must tell apart. */
  @Test
  void numbersThatDifferInOneBitAreToldApart() {
    for (int bit = 0; bit < 52; bit++) {
      double[] vector = new double[50];
      for (int i = 0; i < 50; i++) {
        long bits = Double.doubleToRawLongBits(1.0) | (CounterRandom.bits(1, bit, i) & 1) << bit;
        vector[i] = Double.longBitsToDouble(bits) * (i % 3 == 0 ? -1 : 1);
      }
      for (int k : new int[] {1, 10, 25, 40, 50}) {
        assertSelected(vector, k);
      }
    }
  }

  @Test
  void equalOnesAreTakenFromTheFront() {
    double[] vector = new double[10];
    Arrays.fill(vector, -3);
    int[] indices = new int[4];

    assertThat(LargestMagnitudes.indices(vector, indices)).isEqualTo(4);
    assertThat(indices).containsExactly(0, 1, 2, 3);
  }
}
