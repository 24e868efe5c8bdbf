package io.sparksgd.compress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sparksgd.math.CounterRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndexCoderTest {

  /** Every index with this probability. */
  private static int[] indices(int size, double density, long stream) {
    int[] indices = new int[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (CounterRandom.uniform(31, stream, i) < density) {
        indices[count++] = i;
      }
    }
    return Arrays.copyOf(indices, count);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.0001, 0.01, 0.1, 0.125, 0.2, 0.9, 1})
  void indicesOfAnyDensityComeBack(double density) {
    for (int size : new int[] {0, 1, 7, 8, 9, 63, 64, 65, 1000, 70_000}) {
      int[] indices = indices(size, density, size);
      byte[] bytes = IndexCoder.encode(indices, size);

      assertThat(IndexCoder.decode(bytes, size)).isEqualTo(indices);
      assertThat((long) bytes.length)
          .isLessThanOrEqualTo(IndexCoder.maxLength(indices.length, size))
          .isLessThanOrEqualTo(1 + (size + 7) / 8);
    }
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.1, 0", "0.15, 1", "0.5, 1"})
  void theSmallerFormIsTaken(double density, byte form) {
    assertThat(IndexCoder.encode(indices(10_000, density, 1), 10_000)[0]).isEqualTo(form);
  }

  @Test
  void onePercentTakesTenBitsAnIndex() {
    int[] indices = indices(100_000, 0.01, 2);

    assertThat(8.0 * IndexCoder.encode(indices, 100_000).length / indices.length)
        .isBetween(9.5, 11.0);
  }

  @Test
  void gapsOfEveryLengthComeBack() {
    int largest = Integer.MAX_VALUE;
    int[] indices = {0, 127, 128 + 127, 20_000, 3_000_000, 500_000_000, largest - 1};

    byte[] bytes = IndexCoder.encode(indices, largest);
    assertThat(IndexCoder.decode(bytes, largest)).isEqualTo(indices);
    assertThat(bytes).hasSize(1 + 1 + 1 + 1 + 1 + 3 + 4 + 5 + 5);
  }

  @ParameterizedTest
  @CsvSource({"'1,1', 1, 2", "'2,1', 1, 3", "'-1', -1, 0", "'3,10', 10, 4"})
  void indicesThatDoNotRiseBelowTheSizeAreRefused(String list, int wrong, int least) {
    int[] indices = Arrays.stream(list.split(",")).mapToInt(Integer::parseInt).toArray();

    assertThatThrownBy(() -> IndexCoder.encode(indices, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid index: " + wrong + " (allowed: rising, from " + least + " to below 10)");
  }

  /**
   * Whatever is read rises below the size, and nothing but the exception of bad bytes is thrown.
   */
  @Test
  void changedBytesAreRefusedOrGiveRisingIndices() {
    int refused = 0;
    for (int t = 0; t < 20_000; t++) {
      int size = 1 + t % 300;
      byte[] bytes = IndexCoder.encode(indices(size, t % 2 == 0 ? 0.05 : 0.5, t), size);
      long draw = CounterRandom.bits(32, t, 0);
      bytes[(int) Long.remainderUnsigned(draw >>> 8, bytes.length)] = (byte) draw;
      if (t % 5 == 0) {
        bytes = Arrays.copyOf(bytes, (int) Long.remainderUnsigned(draw >>> 16, bytes.length + 3));
      }
      try {
        int[] indices = IndexCoder.decode(bytes, size);
        // The encoder refuses those that do not rise.
        assertThat(IndexCoder.decode(IndexCoder.encode(indices, size), size)).isEqualTo(indices);
      } catch (MalformedBytesException e) {
        refused++;
      }
    }
    assertThat(refused).isBetween(2000, 18_000);
  }

  @ParameterizedTest
  @CsvSource({
    "'', not a list of indices",
    "'02', not a list of indices",
    "'00', the indices end early",
    "'0002 01', 2 indices are too many",
    "'00FFFFFFFF0F', 4294967295 indices are too many",
    "'008080808080', an index has too many digits",
    "'000114', index 20 (allowed: below 20)",
    "'00020013', index 20 (allowed: below 20)",
    "'0001 81', the indices end early",
    "'01FFFF', the bitmap ends early",
    "'01000010', index 20 (allowed: below 20)",
    "'000105 00', 4 (allowed: 3)",
    "'01FFFF0F00', 5 (allowed: 4)",
  })
  void badBytesAreRefused(String hex, String reason) {
    String digits = hex.replace(" ", "");
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
    }

    assertThatThrownBy(() -> IndexCoder.decode(bytes, 20))
        .isInstanceOf(MalformedBytesException.class)
        .hasMessage("Invalid bytes: " + reason);
  }
}
