package io.sparksgd.math;

import java.io.Serializable;
import java.util.Objects;

/**
 * A pseudorandom bijection of {@code [0, size)} that stores nothing of that size: the order of an
 * epoch over any number of rows.
 *
 * <p>Up to {@value #TABLE_UP_TO} elements it is a table that Fisher and Yates' shuffle fills.
 * Above, a Feistel network over {@code Z_a x Z_b} with {@code a * b >= size} (Black and Rogaway:
 * Ciphers with Arbitrary Finite Domains, 2002): eight rounds add a keyed hash of one half to the
 * other, and a result outside the range is permuted again until it falls inside, which is rare
 * since {@code a * b - size < a}.
 */
public final class Permutation implements Serializable {
  private static final long serialVersionUID = 1L;

  static final int TABLE_UP_TO = 256;
  private static final long MAX_SIZE = 1L << 62;
  private static final int ROUNDS = 8;

  private final long size;

  /** Null above {@link #TABLE_UP_TO}; unsigned bytes. */
  private final byte[] table;

  private final byte[] inverseTable;

  /** Null up to {@link #TABLE_UP_TO}. */
  private final long[] keys;

  /** The number of values of the left and the right half. */
  private final long a;

  private final long b;

  /**
   * A permutation that looks unrelated for each seed and each stream.
   *
   * @param size 0 to 2^62
   * @param stream such as the epoch
   */
  public Permutation(long size, long seed, long stream) {
    if (size < 0 || size > MAX_SIZE) {
      throw new IllegalArgumentException(
          "Invalid size: " + size + " (allowed: 0 .. " + MAX_SIZE + ")");
    }
    this.size = size;
    if (size <= TABLE_UP_TO) {
      table = shuffled((int) size, seed, stream);
      inverseTable = new byte[table.length];
      for (int i = 0; i < table.length; i++) {
        inverseTable[table[i] & 0xFF] = (byte) i;
      }
      keys = null;
      a = 0;
      b = 0;
    } else {
      table = null;
      inverseTable = null;
      keys = new long[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        keys[i] = CounterRandom.bits(seed, stream, i);
      }
      a = (long) Math.ceil(Math.sqrt((double) size));
      b = (size + a - 1) / a;
    }
  }

  public long size() {
    return size;
  }

  /**
   * The element at a position.
   *
   * @throws IndexOutOfBoundsException if the position is not within {@code [0, size)}
   */
  public long apply(long position) {
    Objects.checkIndex(position, size);
    if (table != null) {
      return table[(int) position] & 0xFF;
    }
    long element = position;
    do {
      element = encrypt(element);
    } while (element >= size);
    return element;
  }

  /**
   * The position of an element: {@code apply(invert(i)) == i}.
   *
   * @throws IndexOutOfBoundsException if the element is not within {@code [0, size)}
   */
  public long invert(long index) {
    Objects.checkIndex(index, size);
    if (inverseTable != null) {
      return inverseTable[(int) index] & 0xFF;
    }
    long element = index;
    do {
      element = decrypt(element);
    } while (element >= size);
    return element;
  }

  /**
   * The elements at consecutive positions, in a fifth of the time (measured): the rounds of one
   * element wait for each other, those of several do not, and a processor's vectors compute some of
   * them at once (those of AVX-512; others take longer).
   *
   * @param from the first position
   * @param elements receives them, from 0
   * @throws IndexOutOfBoundsException if a position is not within {@code [0, size)}
   */
  public void apply(long from, long[] elements, int count) {
    Objects.checkFromIndexSize(from, count, size);
    if (table != null) {
      lookUp(table, (int) from, elements, count);
      return;
    }
    long[] left = new long[count];
    long[] hashes = new long[count];
    split(from, left, elements);
    for (int i = 0; i < ROUNDS; i += 2) {
      hash(elements, keys[i], hashes);
      add(hashes, a, left);
      hash(left, keys[i + 1], hashes);
      add(hashes, b, elements);
    }
    for (int i = 0; i < count; i++) {
      long element = elements[i] * a + left[i];
      while (element >= size) {
        element = encrypt(element);
      }
      elements[i] = element;
    }
  }

  /**
   * The positions of consecutive elements: see {@link #apply(long, long[], int)}.
   *
   * @param from the first element
   * @param positions receives them, from 0
   * @throws IndexOutOfBoundsException if an element is not within {@code [0, size)}
   */
  public void invert(long from, long[] positions, int count) {
    Objects.checkFromIndexSize(from, count, size);
    if (inverseTable != null) {
      lookUp(inverseTable, (int) from, positions, count);
      return;
    }
    long[] left = new long[count];
    long[] hashes = new long[count];
    split(from, left, positions);
    for (int i = ROUNDS - 2; i >= 0; i -= 2) {
      hash(left, keys[i + 1], hashes);
      subtract(hashes, b, positions);
      hash(positions, keys[i], hashes);
      subtract(hashes, a, left);
    }
    for (int i = 0; i < count; i++) {
      long position = positions[i] * a + left[i];
      while (position >= size) {
        position = decrypt(position);
      }
      positions[i] = position;
    }
  }

  private static void lookUp(byte[] table, int from, long[] found, int count) {
    for (int i = 0; i < count; i++) {
      found[i] = table[from + i] & 0xFF;
    }
  }

  /** The halves of the numbers from {@code from} on, as many as there are left ones. */
  private void split(long from, long[] left, long[] right) {
    long high = from / a;
    long low = from - high * a;
    for (int i = 0; i < left.length; i++) {
      left[i] = low;
      right[i] = high;
      if (++low == a) {
        low = 0;
        high++;
      }
    }
  }

  /** A loop of its own: together with what follows it is too long for a compiler's vectors. */
  private static void hash(long[] halves, long key, long[] hashes) {
    for (int i = 0; i < hashes.length; i++) {
      hashes[i] = CounterRandom.mixInner(halves[i] + key);
    }
  }

  private static void add(long[] hashes, long bound, long[] to) {
    for (int i = 0; i < hashes.length; i++) {
      long sum = to[i] + CounterRandom.scaleInLanes(hashes[i], bound) - bound;
      to[i] = sum + ((sum >> 63) & bound);
    }
  }

  private static void subtract(long[] hashes, long bound, long[] from) {
    for (int i = 0; i < hashes.length; i++) {
      long difference = from[i] - CounterRandom.scaleInLanes(hashes[i], bound);
      from[i] = difference + ((difference >> 63) & bound);
    }
  }

  private long encrypt(long element) {
    long right = element / a;
    long left = element - right * a;
    for (int i = 0; i < ROUNDS; i += 2) {
      left += hash(right, keys[i], a);
      left -= left >= a ? a : 0;
      right += hash(left, keys[i + 1], b);
      right -= right >= b ? b : 0;
    }
    return right * a + left;
  }

  private long decrypt(long element) {
    long right = element / a;
    long left = element - right * a;
    for (int i = ROUNDS - 2; i >= 0; i -= 2) {
      right -= hash(left, keys[i + 1], b);
      right += right < 0 ? b : 0;
      left -= hash(right, keys[i], a);
      left += left < 0 ? a : 0;
    }
    return right * a + left;
  }

  private static long hash(long half, long key, long bound) {
    return CounterRandom.scale(CounterRandom.mixInner(half + key), bound);
  }

  private static byte[] shuffled(int size, long seed, long stream) {
    byte[] elements = new byte[size];
    for (int i = 0; i < size; i++) {
      int j = (int) CounterRandom.below(seed, stream, i, i + 1);
      elements[i] = elements[j];
      elements[j] = (byte) i;
    }
    return elements;
  }
}
