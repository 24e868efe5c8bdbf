package io.sparksgd.math;

import java.util.Arrays;

/**
 * Some of the indices {@code [0, capacity)}: which coordinates of a long vector matter now. Adding,
 * visiting and clearing cost by the members, not by the capacity. Not thread-safe.
 */
public final class IndexSet {
  private final long[] words;
  private int[] members = new int[64];
  private int size;

  /** An empty set of indices below {@code capacity}. */
  public IndexSet(int capacity) {
    this.words = new long[(capacity + 63) >>> 6];
  }

  /**
   * Adds an index; one that is there already changes nothing.
   *
   * @throws IndexOutOfBoundsException if the index is negative or beyond the capacity
   */
  public void add(int index) {
    long word = words[index >>> 6];
    long bit = 1L << index;
    if ((word & bit) == 0) {
      if (size == members.length) {
        members = Arrays.copyOf(members, size * 2);
      }
      words[index >>> 6] = word | bit;
      members[size++] = index;
    }
  }

  /** Adds the indices {@code from} (inclusive) to {@code to} (exclusive). */
  public void addRange(int from, int to) {
    for (int index = from; index < to; index++) {
      add(index);
    }
  }

  /** Number of members. */
  public int size() {
    return size;
  }

  /** The members in the order in which they came: a live array, valid up to {@link #size()}. */
  public int[] members() {
    return members;
  }

  /** The members in rising order. */
  public int[] sorted() {
    int[] sorted = Arrays.copyOf(members, size);
    Arrays.sort(sorted);
    return sorted;
  }

  /** Takes all members out. */
  public void clear() {
    for (int i = 0; i < size; i++) {
      words[members[i] >>> 6] = 0;
    }
    size = 0;
  }
}
