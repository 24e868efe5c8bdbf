package io.sparksgd.math;

import java.util.Arrays;

/**
 * The rising order of numbers that are not negative: by counting their digits of 11 bits, lowest
 * digit first (radix sort). A batch's touched features are some ten thousand numbers, for which
 * sorting by comparison took longer than their gradient.
 */
public final class RisingOrder {
  private static final int BITS = 11;
  private static final int DIGITS = 1 << BITS;

  /** Fewer numbers are sorted faster by comparison. */
  private static final int FEWEST = 256;

  private RisingOrder() {}

  /**
   * Positions such that {@code numbers[order[0]] <= numbers[order[1]] <= ...}; of equal numbers the
   * earlier comes first.
   *
   * @param numbers 0 or more each
   */
  public static int[] of(int[] numbers) {
    int largest = 0;
    int[] order = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      largest = Math.max(largest, numbers[i]);
      order[i] = i;
    }
    int[] next = new int[numbers.length];
    for (int shift = 0; shift < Integer.SIZE && largest >>> shift != 0; shift += BITS) {
      byDigit(numbers, shift, order, next);
      int[] sorted = next;
      next = order;
      order = sorted;
    }
    return order;
  }

  /**
   * Sorts the numbers {@code from} (inclusive) to {@code to} (exclusive) where they stand.
   *
   * @param numbers 0 or more each
   */
  public static void sort(int[] numbers, int from, int to) {
    if (to - from < FEWEST) {
      Arrays.sort(numbers, from, to);
      return;
    }
    int largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, numbers[i]);
    }
    int[] sorted = Arrays.copyOfRange(numbers, from, to);
    int[] next = new int[sorted.length];
    for (int shift = 0; shift < Integer.SIZE && largest >>> shift != 0; shift += BITS) {
      int[] places = places(sorted, shift);
      for (int number : sorted) {
        next[places[number >>> shift & DIGITS - 1]++] = number;
      }
      int[] before = sorted;
      sorted = next;
      next = before;
    }
    System.arraycopy(sorted, 0, numbers, from, sorted.length);
  }

  private static void byDigit(int[] numbers, int shift, int[] from, int[] to) {
    int[] places = places(numbers, shift);
    for (int position : from) {
      to[places[numbers[position] >>> shift & DIGITS - 1]++] = position;
    }
  }

  /** Where the numbers of each digit begin in the order by it. */
  private static int[] places(int[] numbers, int shift) {
    int[] places = new int[DIGITS + 1];
    for (int number : numbers) {
      places[(number >>> shift & DIGITS - 1) + 1]++;
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      places[digit + 1] += places[digit];
    }
    return places;
  }
}
