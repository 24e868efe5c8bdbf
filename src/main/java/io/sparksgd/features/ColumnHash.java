package io.sparksgd.features;

import java.nio.charset.StandardCharsets;

/**
 * The place of a hashed category: MurmurHash3 (x86, 32 bits, seed 42) of the UTF-8 bytes of {@code
 * column=text}, modulo the number of places. Spark's FeatureHasher gives the same places.
 */
final class ColumnHash {
  private static final int SEED = 42;

  private ColumnHash() {}

  /** The place, from 0 to below {@code places}. */
  static int place(String column, String text, int places) {
    byte[] bytes = (column + "=" + text).getBytes(StandardCharsets.UTF_8);
    return Math.floorMod(murmur3(bytes), places);
  }

  private static int murmur3(byte[] bytes) {
    int hash = SEED;
    int whole = bytes.length & ~3;
    for (int i = 0; i < whole; i += 4) {
      int word =
          (bytes[i] & 0xff)
              | (bytes[i + 1] & 0xff) << 8
              | (bytes[i + 2] & 0xff) << 16
              | (bytes[i + 3] & 0xff) << 24;
      hash = Integer.rotateLeft(hash ^ mixed(word), 13) * 5 + 0xe6546b64;
    }
    int rest = 0;
    for (int i = bytes.length - 1; i >= whole; i--) {
      rest = rest << 8 | (bytes[i] & 0xff);
    }
    hash ^= whole < bytes.length ? mixed(rest) : 0;
    return last(hash ^ bytes.length);
  }

  private static int mixed(int word) {
    return Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
  }

  private static int last(int hash) {
    int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
    mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
    return mixed ^ mixed >>> 16;
  }
}
