package io.sparksgd.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 10, 255, 256, 257, 258, 272, 289, 290, 1000, 65_536, 100_003})
  void visitsEachElementOnceAndInverts(int size) {
    for (long epoch = 0; epoch < 3; epoch++) {
      Permutation permutation = new Permutation(size, 11, epoch);
      BitSet seen = new BitSet(size);
      for (int position = 0; position < size; position++) {
        long element = permutation.apply(position);
        assertThat(element).isBetween(0L, size - 1L);
        seen.set((int) element);
        assertThat(permutation.invert(element)).isEqualTo(position);
      }
      assertThat(seen.cardinality()).isEqualTo(size);
      assertThat(permutation.size()).isEqualTo(size);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {(1L << 31) + 11, 1_000_000_007L * 97, (1L << 62) - 1, 1L << 62})
  void invertsAtSizesThatNoTableCouldHold(long size) {
    Permutation permutation = new Permutation(size, 5, 0);
    long inUpperHalf = 0;
    for (int i = 0; i < 2000; i++) {
      long position = CounterRandom.below(1, 1, i, size);
      long element = permutation.apply(position);
      assertThat(element).isBetween(0L, size - 1);
      assertThat(permutation.invert(element)).isEqualTo(position);
      inUpperHalf += element >= size / 2 ? 1 : 0;
    }
    assertThat(inUpperHalf).isBetween(880L, 1120L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 10, 256, 257, 289, 290, 1000, 100_003, (1L << 31) + 11, 1L << 62})
  void mapsSeveralAsOneByOne(long size) {
    Permutation permutation = new Permutation(size, 11, 2);
    long[] several = new long[100];
    for (int i = 0; i < 200; i++) {
      long from = CounterRandom.below(2, 1, i, size);
      int count = (int) Math.min(1 + i % several.length, size - from);
      permutation.apply(from, several, count);
      for (int k = 0; k < count; k++) {
        assertThat(several[k]).isEqualTo(permutation.apply(from + k));
      }
      permutation.invert(from, several, count);
      for (int k = 0; k < count; k++) {
        assertThat(several[k]).isEqualTo(permutation.invert(from + k));
      }
    }
    assertThatThrownBy(() -> permutation.apply(size - 1, several, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> permutation.invert(-1, several, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 7, 256, 257, 300, 1000})
  void everyPositionIsEquallyLikelyToHoldEachElement(int size) {
    for (int position : new int[] {0, 1, size / 2, size - 1}) {
      long[] overSeeds = new long[size];
      long[] overEpochs = new long[size];
      for (int i = 0; i < 40 * size; i++) {
        overSeeds[(int) new Permutation(size, i, 0).apply(position)]++;
        overEpochs[(int) new Permutation(size, 77, i).apply(position)]++;
      }
      ChiSquare.assertUniform(overSeeds);
      ChiSquare.assertUniform(overEpochs);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 256, 257, 300, 1000})
  void elementsAtNeighbouringPositionsAreUnrelated(int size) {
    for (int position : new int[] {0, size / 2}) {
      long[] differences = new long[size - 1];
      for (int seed = 0; seed < 40 * size; seed++) {
        Permutation permutation = new Permutation(size, seed, 3);
        long difference = permutation.apply(position + 1) - permutation.apply(position);
        differences[(int) Math.floorMod(difference, (long) size) - 1]++;
      }
      ChiSquare.assertUniform(differences);
    }
  }

  @Test
  void neighboursAreUnrelatedOverAMillionSeeds() {
    // The smallest networks mix worst; six rounds are 10 standard deviations off at this size.
    int size = 272;
    long[] differences = new long[size - 1];
    for (int seed = 0; seed < 1_000_000; seed++) {
      Permutation permutation = new Permutation(size, seed, 0);
      long difference = permutation.apply(6) - permutation.apply(5);
      differences[(int) Math.floorMod(difference, (long) size) - 1]++;
    }
    ChiSquare.assertUniform(differences);
  }

  @Test
  void neighboursWithinOneOrderAreUnrelated() {
    int size = 200_003;
    Permutation permutation = new Permutation(size, 21, 0);
    long[] cells = new long[400];
    for (int position = 0; position + 1 < size; position++) {
      int x = (int) (20 * permutation.apply(position) / size);
      int y = (int) (20 * permutation.apply(position + 1) / size);
      cells[20 * x + y]++;
    }
    ChiSquare.assertUniform(cells);
  }

  @Test
  void allOrdersOfFiveElementsAreEquallyLikely() {
    long[] orders = new long[120];
    for (int seed = 0; seed < 24_000; seed++) {
      Permutation permutation = new Permutation(5, seed, 0);
      int rank = 0;
      for (int i = 0; i < 5; i++) {
        int smallerAfter = 0;
        for (int j = i + 1; j < 5; j++) {
          smallerAfter += permutation.apply(j) < permutation.apply(i) ? 1 : 0;
        }
        rank = rank * (5 - i) + smallerAfter;
      }
      orders[rank]++;
    }
    ChiSquare.assertUniform(orders);
  }

  @Test
  void successiveEpochsAndSeedsAgreeNoMoreThanByChance() {
    int size = 1000;
    int pairs = 400;
    double epochs = 0;
    double seeds = 0;
    for (int i = 0; i < pairs; i++) {
      Permutation first = new Permutation(size, i, i);
      Permutation nextEpoch = new Permutation(size, i, i + 1);
      Permutation nextSeed = new Permutation(size, i + 1, i);
      for (int position = 0; position < size; position++) {
        epochs += first.apply(position) == nextEpoch.apply(position) ? 1 : 0;
        seeds += first.apply(position) == nextSeed.apply(position) ? 1 : 0;
      }
    }
    // Two random orders agree at one position on average (variance 1).
    assertThat(epochs / pairs).isCloseTo(1, within(0.25));
    assertThat(seeds / pairs).isCloseTo(1, within(0.25));
  }

  @Test
  void survivesSerialisationInAFewHundredBytes() throws Exception {
    for (int size : new int[] {100, 1_000_000}) {
      Permutation permutation = new Permutation(size, 4, 9);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(permutation);
      }
      assertThat(bytes.size()).isLessThan(600);
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        Permutation copy = (Permutation) in.readObject();
        for (int position = 0; position < 100; position++) {
          assertThat(copy.apply(position)).isEqualTo(permutation.apply(position));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, (1L << 62) + 1})
  void rejectsSizesOutOfRange(long size) {
    assertThatThrownBy(() -> new Permutation(size, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Invalid size: " + size + " (allowed: 0 .. 4611686018427387904)");
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void rejectsPositionsOutOfRange(int size) {
    Permutation permutation = new Permutation(size, 0, 0);
    assertThatThrownBy(() -> permutation.apply(size)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> permutation.invert(-1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
